//! The keys: one table, from which dispatch, the key line, the `?` screen, the palette, README and the manual come.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::{Action, Breaking, DepartmentAct, PersonAct, Tab};
use super::keys::bindings;
use crate::app::{Form, PaperFormat};
use crate::domain::edition::Decision;
use crate::domain::status::Verb;
use crate::text::clean::half_width;

/// Where a key is pressed. A key that a scope does not know is looked up in its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere but where one types.
    Everywhere,
    /// Where there are rows to move over.
    Rows,
    /// Where a task can be under the cursor.
    Acts,
    /// Where tasks are listed.
    Lists,
    /// How far everything is.
    Overview,
    /// The tasks behind a number of it, and saved views.
    List,
    /// The tree of plans.
    Plan,
    /// The overdue tasks.
    Overdue,
    /// The departments that lead tasks.
    Departments,
    /// Who has how much.
    Matrix,
    /// The notice to a department.
    Notice,
    /// Every department of the file.
    Directory,
    /// Everybody of the file.
    People,
    /// The indicators.
    Indicators,
    /// The summary of a term.
    Weekly,
    /// What waits for the person.
    Inbox,
    /// What others did since the person was last there.
    Since,
    /// The whole record.
    Log,
    /// A task's page.
    Task,
    /// A measure on the workbench.
    Workspace,
    /// The changes of an edition.
    Edition,
    /// The welcome screen.
    Welcome,
    /// The list of keys.
    Help,
    /// The filter while one types.
    Typing,
    /// The palette.
    Palette,
    /// A form.
    Form,
    /// A question that wants yes or no.
    Question,
    /// The question what is to become of what was typed.
    Unsent,
    /// The drafts of forms.
    Drafts,
}

impl Scope {
    /// The scopes in the order in which `?` tells them.
    pub const ALL: [Self; 29] = [
        Self::Acts,
        Self::Lists,
        Self::Rows,
        Self::Overview,
        Self::List,
        Self::Plan,
        Self::Overdue,
        Self::Departments,
        Self::Matrix,
        Self::Notice,
        Self::Directory,
        Self::People,
        Self::Indicators,
        Self::Weekly,
        Self::Inbox,
        Self::Since,
        Self::Log,
        Self::Task,
        Self::Workspace,
        Self::Edition,
        Self::Welcome,
        Self::Help,
        Self::Everywhere,
        Self::Typing,
        Self::Palette,
        Self::Form,
        Self::Question,
        Self::Unsent,
        Self::Drafts,
    ];

    /// Where to look when this scope does not know a key.
    pub fn parent(self) -> Option<Self> {
        match self {
            Self::Everywhere
            | Self::Typing
            | Self::Palette
            | Self::Form
            | Self::Question
            | Self::Unsent
            | Self::Drafts => None,
            Self::Rows => Some(Self::Everywhere),
            Self::Acts
            | Self::Overview
            | Self::Matrix
            | Self::Notice
            | Self::Directory
            | Self::People
            | Self::Indicators
            | Self::Weekly
            | Self::Log
            | Self::Workspace
            | Self::Edition
            | Self::Welcome
            | Self::Help => Some(Self::Rows),
            Self::Lists | Self::Task | Self::Since => Some(Self::Acts),
            Self::List | Self::Plan | Self::Overdue | Self::Departments | Self::Inbox => {
                Some(Self::Lists)
            }
        }
    }

    /// The heading on the `?` screen.
    pub fn label(self) -> &'static str {
        match self {
            Self::Everywhere => "随处",
            Self::Rows => "移动",
            Self::Acts => "办理选中的任务",
            Self::Lists => "列表",
            Self::Overview => "总览",
            Self::List => "任务清单和视图",
            Self::Plan => "计划",
            Self::Overdue => "逾期",
            Self::Departments => "部门",
            Self::Matrix => "部门一览",
            Self::Notice => "催办通知",
            Self::Directory => "部门名录",
            Self::People => "人员",
            Self::Indicators => "指标",
            Self::Weekly => "周报",
            Self::Inbox => "待办",
            Self::Since => "自上次离开以来",
            Self::Log => "日志",
            Self::Task => "任务页",
            Self::Workspace => "拆解",
            Self::Edition => "新版",
            Self::Welcome => "欢迎",
            Self::Help => "按键说明",
            Self::Typing => "筛选框",
            Self::Palette => "命令框",
            Self::Form => "填写框",
            Self::Question => "确认框",
            Self::Unsent => "填写框的去留",
            Self::Drafts => "草稿",
        }
    }

    /// Whether it is this scope, or falls back on it.
    pub fn is_in(self, other: Self) -> bool {
        self.chain().any(|it| it == other)
    }

    /// Its English word, as config.toml has it in `[keys.acts]`.
    pub fn word(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Whether what one types there is text.
    pub fn is_typed(self) -> bool {
        matches!(self, Self::Typing | Self::Palette | Self::Form)
    }

    /// Whether it is only there for others to fall back on.
    #[cfg(test)]
    pub fn is_abstract(self) -> bool {
        matches!(
            self,
            Self::Everywhere | Self::Rows | Self::Acts | Self::Lists
        )
    }

    /// The scope and those it falls back on.
    pub fn chain(self) -> impl Iterator<Item = Self> {
        std::iter::successors(Some(self), |it| it.parent())
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// The keys, any of which does it.
    pub keys: &'static [&'static str],
    /// What it does.
    pub action: Action,
    /// The word on the key line; empty where it is not shown there.
    pub word: &'static str,
    /// What `?` says.
    pub help: &'static str,
}

const fn bind(
    scope: Scope,
    keys: &'static [&'static str],
    action: Action,
    word: &'static str,
    help: &'static str,
) -> Binding {
    Binding {
        scope,
        keys,
        action,
        word,
        help,
    }
}

/// Every key of the dashboard.
#[rustfmt::skip] // A table is read by its rows.
pub const BINDINGS: &[Binding] = {
    use Action as A;
    use Breaking as B;
    use DepartmentAct as D;
    use PersonAct as P;
    use Scope as S;
    &[
        bind(S::Acts, &["a"], A::Act(Verb::Assign), "交办", "交办：定牵头、配合单位和时限"),
        bind(S::Acts, &["s"], A::Act(Verb::Sign), "签收", "签收"),
        bind(S::Acts, &["r"], A::Act(Verb::Report), "反馈", "反馈进展：文字和百分比"),
        bind(S::Acts, &["d"], A::Act(Verb::Submit), "申请办结", "申请办结"),
        bind(S::Acts, &["c"], A::Act(Verb::Close), "销号", "销号：同意办结"),
        bind(S::Acts, &["b"], A::Act(Verb::SendBack), "退回", "退回：不同意办结，写明理由"),
        bind(S::Acts, &["u"], A::Act(Verb::Urge), "催办", "催办"),
        bind(S::Acts, &["t"], A::Act(Verb::Decline), "退还", "退还：不属本单位，写明理由"),
        bind(S::Acts, &["z"], A::Act(Verb::Suspend), "暂缓", "暂缓；已暂缓的则恢复"),
        bind(S::Acts, &["e"], A::Act(Verb::AskExtension), "延期", "申请延期；已申请的则审批：准予延期"),
        bind(S::Acts, &["E"], A::Act(Verb::Refuse), "", "不予延期，写明理由"),
        bind(S::Acts, &["f"], A::Act(Verb::Expand), "", "分解：一类单位的任务分给它的各成员"),
        bind(S::Acts, &["x"], A::Act(Verb::Cancel), "取消", "取消：写明依据"),
        bind(S::Acts, &["o"], A::Act(Verb::Reopen), "重开", "重新打开已办结或已取消的任务"),
        bind(S::Acts, &["R"], A::Act(Verb::Revise), "", "调整：改名称、目标值、责任单位，写明依据"),
        bind(S::Acts, &["<C-z>", "U"], A::Undo, "", "撤销自己办的上一步"),
        bind(S::Acts, &["<C-y>"], A::Redo, "", "重做刚撤销的一步"),
        bind(S::Acts, &["L"], A::Log, "", "看这项任务的日志：每次办理改了什么"),
        bind(S::Acts, &["y"], A::Copy, "", "复制：把这项任务送到终端的剪贴板"),
        bind(S::Lists, &["<Enter>"], A::Open, "", "打开任务；展开；看部门的任务"),
        bind(S::Lists, &["<Tab>"], A::NextPane, "", "换到另一栏"),
        bind(S::Lists, &["<Esc>"], A::Back, "", "回到列表；清除筛选"),
        bind(S::Lists, &[" "], A::Mark, "", "选中任务，再按取消；选中的一并办理"),
        bind(S::Lists, &["V"], A::MarkTo, "", "从上次选的一直选到这里"),
        bind(S::Lists, &["*"], A::MarkAll, "", "全选，在待办里是这一组；已全选则都不选"),
        bind(S::Lists, &["S"], A::Sorts, "", "排序：按任一列，再选一次倒过来"),
        bind(S::Lists, &["F"], A::Groupings, "", "分组：按部门、牵头、计划、章节、月份；组上回车收起或展开，空格选中整组"),
        bind(S::Lists, &["-"], A::TurnHeadings, "", "收起全部分组；已全收起则展开"),
        bind(S::Lists, &["W"], A::KeepView, "", "存为视图：记下筛选、排序、分组，以后按 9 或功能键再看"),
        bind(S::Lists, &["/"], A::Filter, "筛选", "边输入边筛选：任意字词、拼音（首字母或全拼），或 部门:卫健 状态:待审 灯:红 截止<2020-06-30"),
        bind(S::Rows, &["<Up>", "k"], A::Up, "", "上一行"),
        bind(S::Rows, &["<Down>", "j"], A::Down, "", "下一行"),
        bind(S::Rows, &["<PgUp>", "<C-b>"], A::PageUp, "", "上一屏"),
        bind(S::Rows, &["<PgDn>", "<C-f>"], A::PageDown, "", "下一屏"),
        bind(S::Rows, &["<Home>", "g"], A::First, "", "首行"),
        bind(S::Rows, &["<End>", "G"], A::Last, "", "末行"),
        bind(S::Overview, &["<Enter>"], A::Open, "打开", "列出这个数字是哪些任务；在计划、章节名上则展开或收起"),
        bind(S::Overview, &["<Left>", "h"], A::Fold, "", "左边的数字；在计划、章节名上则收起"),
        bind(S::Overview, &["<Right>", "l"], A::Unfold, "", "右边的数字；在计划、章节名上则展开"),
        bind(S::Overview, &["<Tab>"], A::NextPane, "下一块", "下一块"),
        bind(S::Overview, &["<S-Tab>"], A::PreviousField, "", "上一块"),
        bind(S::Overview, &["/"], A::Filter, "筛选", "在全部任务里筛选"),
        bind(S::Overview, &["m"], A::Matrix, "部门一览", "部门一览：各部门各灯、各月有多少"),
        bind(S::Overview, &["i"], A::Import, "", "导入一份计划文件"),
        bind(S::List, &["<Left>", "h"], A::Back, "", "回到列表；返回总览"),
        bind(S::List, &["<Right>", "l"], A::Open, "", "打开任务"),
        bind(S::List, &["X"], A::DropView, "", "删除这个视图；清单还在，可以再存"),
        bind(S::Plan, &["<Left>", "h"], A::Fold, "", "折叠，或到上一级"),
        bind(S::Plan, &["<Right>", "l"], A::Unfold, "", "展开，或进入下一级"),
        bind(S::Plan, &["w"], A::Break(B::Begin), "拆解", "拆解：把措施逐条拆成任务，核对并交办"),
        bind(S::Plan, &["v"], A::Edition, "", "看这份计划的新版改了什么"),
        bind(S::Plan, &["i"], A::Import, "导入", "导入一份计划文件"),
        bind(S::Overdue, &["<Left>", "h"], A::Back, "", "回到列表"),
        bind(S::Overdue, &["<Right>", "l"], A::Open, "", "打开任务"),
        bind(S::Departments, &["<Left>", "h"], A::Back, "", "回到部门"),
        bind(S::Departments, &["<Right>", "l"], A::Open, "", "看部门的任务；打开任务"),
        bind(S::Departments, &["m"], A::Directory, "名录", "看全部部门，增改、更名、承接、停用"),
        bind(S::Departments, &["p"], A::People, "人员", "看全部人员，登记、改角色和部门、停用"),
        bind(S::Departments, &["n"], A::Notice, "通知", "催办通知：可以直接复制粘贴的文字"),
        bind(S::Departments, &["M"], A::Matrix, "一览", "部门一览：各部门各灯、各月有多少"),
        bind(S::Matrix, &["<Enter>"], A::Open, "打开", "列出这个数字是哪些任务"),
        bind(S::Matrix, &["<Left>", "h"], A::Fold, "", "左边的数字"),
        bind(S::Matrix, &["<Right>", "l"], A::Unfold, "", "右边的数字"),
        bind(S::Matrix, &["<Tab>"], A::NextPane, "灯/月份", "换成按灯，或按到期月份"),
        bind(S::Matrix, &["p"], A::NextPlan, "计划", "换一份计划，或全部计划"),
        bind(S::Matrix, &["/"], A::Filter, "筛选", "边输入边筛选：部门名称或拼音"),
        bind(S::Matrix, &["<Esc>"], A::Back, "返回", "清除筛选；返回"),
        bind(S::Notice, &["<Esc>", "<Left>", "h"], A::Back, "返回", "返回"),
        bind(S::Directory, &["n"], A::Department(D::Add), "新增", "新增一个部门"),
        bind(S::Directory, &["a"], A::Department(D::Alias), "加别名", "添加别名，计划里印的和查找时输的都认"),
        bind(S::Directory, &["r"], A::Department(D::Rename), "更名", "更名：从某天起用新名称"),
        bind(S::Directory, &["c"], A::Department(D::Succeed), "承接", "机构改革：从某天起由另一个部门承接"),
        bind(S::Directory, &["m"], A::Department(D::Members), "成员", "一类单位（如各县区政府）在一份计划里有哪些成员"),
        bind(S::Directory, &["x"], A::Department(D::Retire), "停用", "停用：从某天起不再交办给它"),
        bind(S::Directory, &["<Enter>", "<Tab>", "<Right>", "l"], A::Open, "详情", "看别名、前身、任务数和经过；回到列表"),
        bind(S::Directory, &["<Esc>", "<Left>", "h"], A::Back, "返回", "回到列表；清除筛选；返回"),
        bind(S::Directory, &["/"], A::Filter, "筛选", "边输入边筛选：名称、别名或拼音首字母"),
        bind(S::People, &["n"], A::Person(P::Add), "新增", "登记一名人员"),
        bind(S::People, &["r"], A::Person(P::Role), "角色", "改角色，可同时改部门"),
        bind(S::People, &["d"], A::Person(P::Departments), "部门", "改部门，可以属于几个"),
        bind(S::People, &["e"], A::Person(P::Name), "改名", "改姓名"),
        bind(S::People, &["x"], A::Person(P::Retire), "停用/恢复", "停用：从某天起不能再办理；已停用的则恢复"),
        bind(S::People, &["<Enter>", "<Tab>", "<Right>", "l"], A::Open, "详情", "看部门、密钥和经过；回到列表"),
        bind(S::People, &["<Esc>", "<Left>", "h"], A::Back, "返回", "回到列表；清除筛选；返回"),
        bind(S::People, &["/"], A::Filter, "筛选", "边输入边筛选：人、角色、部门或拼音首字母"),
        bind(S::Indicators, &["n"], A::Note, "登记", "登记某年的数据，或更正"),
        bind(S::Indicators, &["z"], A::TakeBack, "撤销", "撤销自己对这个指标的上一次登记"),
        bind(S::Indicators, &["<Enter>", "<Tab>", "<Right>", "l"], A::Open, "详情", "看各年数据、目标和经过；回到列表"),
        bind(S::Indicators, &["<Esc>", "<Left>", "h"], A::Back, "", "回到列表；清除筛选"),
        bind(S::Indicators, &["/"], A::Filter, "筛选", "边输入边筛选：指标、领域、计划或拼音首字母"),
        bind(S::Weekly, &["<Left>", "h"], A::Earlier, "上一期", "上一周、上一月、上一季度"),
        bind(S::Weekly, &["<Right>", "l"], A::Later, "下一期", "下一周、下一月、下一季度"),
        bind(S::Weekly, &["<Tab>"], A::NextPane, "周月季", "换周报、月报、季报"),
        bind(S::Weekly, &["/"], A::Filter, "", "在全部任务里筛选"),
        bind(S::Weekly, &["p"], A::NextPlan, "计划", "换一份计划，或全部计划"),
        bind(S::Weekly, &["]"], A::NextStretch, "", "到下一部分"),
        bind(S::Weekly, &["["], A::PreviousStretch, "", "到上一部分"),
        bind(S::Weekly, &["d"], A::Export(Form::Paper(PaperFormat::Docx)), "Word", "导出 Word 文件，文件名如 2020年第52周督办周报.docx"),
        bind(S::Weekly, &["x"], A::Export(Form::Paper(PaperFormat::Xlsx)), "Excel", "导出 Excel 工作簿"),
        bind(S::Weekly, &["w"], A::Export(Form::Paper(PaperFormat::Html)), "网页", "导出网页"),
        bind(S::Weekly, &["m"], A::Export(Form::Paper(PaperFormat::Md)), "", "导出 Markdown"),
        bind(S::Weekly, &["c"], A::Export(Form::Paper(PaperFormat::Csv)), "", "导出 CSV"),
        bind(S::Weekly, &["J"], A::Export(Form::Json), "", "导出 JSON"),
        bind(S::Weekly, &["s"], A::Dispatch, "发文", "发文：写标题、期号、主送，导出 Word 并照原样留底"),
        bind(S::Inbox, &["<Left>", "h"], A::Back, "", "回到列表"),
        bind(S::Inbox, &["<Right>", "l"], A::Open, "", "打开任务；零反馈的则看部门的任务"),
        bind(S::Inbox, &["v"], A::Since, "变动", "看自上次离开以来别人办了什么"),
        bind(S::Since, &["<Enter>", "<Right>", "l"], A::Open, "打开", "打开任务"),
        bind(S::Since, &["<Tab>"], A::NextPane, "", "换到另一栏"),
        bind(S::Since, &["<Esc>", "<Left>", "h"], A::Back, "继续", "看过了，继续；下次从这里看起"),
        bind(S::Log, &["<Enter>", "<Tab>", "<Right>", "l"], A::Open, "详情", "看办理前后对照；再按回车打开任务"),
        bind(S::Log, &["<Esc>", "<Left>", "h"], A::Back, "返回", "回到列表；清除筛选；返回"),
        bind(S::Log, &["/"], A::Filter, "筛选", "边输入边筛选：任意字词，或 人:王 部门:wjw 日:2021-01 任务:12 办理:销号"),
        bind(S::Task, &["<Esc>", "<Left>", "h"], A::Back, "返回", "返回列表"),
        bind(S::Workspace, &["s"], A::Break(B::Split), "拆开", "在光标处把任务拆成两项"),
        bind(S::Workspace, &["m"], A::Break(B::Merge), "合并", "与下一项任务合并"),
        bind(S::Workspace, &["e"], A::Break(B::Edit), "改写", "改写名称、单位、时限、目标值、周期"),
        bind(S::Workspace, &["o"], A::Break(B::Lead), "定部门", "定牵头单位，有建议时列出几个供选"),
        bind(S::Workspace, &["y"], A::Break(B::Accept), "采纳", "采纳建议的牵头单位"),
        bind(S::Workspace, &["Y"], A::Break(B::AcceptAll), "", "本条没有牵头单位的任务都采纳首个建议"),
        bind(S::Workspace, &["t"], A::Break(B::Due), "定时限", "定完成时限"),
        bind(S::Workspace, &["+", "="], A::Break(B::Add), "补", "把没有划线的文字补成任务；在任务栏则另添一项"),
        bind(S::Workspace, &["d"], A::Break(B::Drop), "删", "删去任务，它的文字待定"),
        bind(S::Workspace, &["x"], A::Break(B::Mark), "不需拆", "标为不需拆，写明理由；没有任务时是整条"),
        bind(S::Workspace, &["v"], A::Break(B::Select), "", "在原文中选字，再按一次取消"),
        bind(S::Workspace, &["<Enter>"], A::Break(B::AssignMeasure), "交办本条", "交办本条的草稿，先看预览"),
        bind(S::Workspace, &["A"], A::Break(B::AssignSection), "", "交办本章各条的草稿，先看预览"),
        bind(S::Workspace, &["n"], A::Break(B::NextUnfinished), "下一条", "下一条没有拆完的措施"),
        bind(S::Workspace, &["]"], A::Break(B::NextMeasure), "", "后一条措施"),
        bind(S::Workspace, &["["], A::Break(B::PreviousMeasure), "", "前一条措施"),
        bind(S::Workspace, &["z"], A::Break(B::Undo), "撤销", "撤销自己在这份计划里的上一步"),
        bind(S::Workspace, &["<Left>", "h"], A::Fold, "", "原文中左移一字"),
        bind(S::Workspace, &["<Right>", "l"], A::Unfold, "", "原文中右移一字"),
        bind(S::Workspace, &["w"], A::NextStretch, "", "原文中到下一段文字"),
        bind(S::Workspace, &["b"], A::PreviousStretch, "", "原文中到上一段文字"),
        bind(S::Workspace, &["<Tab>"], A::NextPane, "", "在原文和任务之间换"),
        bind(S::Workspace, &["<Esc>"], A::Back, "返回", "取消选字；返回"),
        bind(S::Edition, &["y"], A::Decide(Decision::Taken), "采用", "采用这处改动，写明依据"),
        bind(S::Edition, &["n"], A::Decide(Decision::Refused), "不采用", "不采用这处改动，写明理由"),
        bind(S::Edition, &["<Enter>", "<Tab>", "<Right>", "l"], A::Open, "", "看改动的全文；回到列表"),
        bind(S::Edition, &["<Esc>", "<Left>", "h"], A::Back, "返回", "回到列表；返回"),
        bind(S::Help, &["<Esc>", "<Left>", "h"], A::Back, "返回", "返回"),
        bind(S::Welcome, &["<Enter>", "<Right>", "l"], A::Open, "选定", "选定这一项"),
        bind(S::Everywhere, &["1"], A::Show(Tab::Overview), "", "总览"),
        bind(S::Everywhere, &["2"], A::Show(Tab::Plan), "", "计划"),
        bind(S::Everywhere, &["3"], A::Show(Tab::Overdue), "", "逾期"),
        bind(S::Everywhere, &["4"], A::Show(Tab::Departments), "", "部门"),
        bind(S::Everywhere, &["5"], A::Show(Tab::Indicators), "", "指标"),
        bind(S::Everywhere, &["6"], A::Show(Tab::Weekly), "", "周报"),
        bind(S::Everywhere, &["7"], A::Show(Tab::Inbox), "", "待办"),
        bind(S::Everywhere, &["8"], A::Show(Tab::Log), "", "日志"),
        bind(S::Everywhere, &["9"], A::Views, "", "视图：自己存的和大家的，各自停在原处"),
        bind(S::Everywhere, &["<F2>"], A::View(2), "", "F2 上的视图"),
        bind(S::Everywhere, &["<F3>"], A::View(3), "", "F3 上的视图"),
        bind(S::Everywhere, &["<F4>"], A::View(4), "", "F4 上的视图"),
        bind(S::Everywhere, &["<F6>"], A::View(6), "", "F6 上的视图"),
        bind(S::Everywhere, &["<F7>"], A::View(7), "", "F7 上的视图"),
        bind(S::Everywhere, &["<F8>"], A::View(8), "", "F8 上的视图"),
        bind(S::Everywhere, &["<F9>"], A::View(9), "", "F9 上的视图"),
        bind(S::Everywhere, &[":"], A::Palette, "命令", "办理都在这里：输中文、拼音或英文，回车就办"),
        bind(S::Everywhere, &["<C-p>"], A::Jump, "", "查找：到任一任务、措施、部门或办理"),
        bind(S::Everywhere, &["D"], A::Drafts, "", "草稿：没写完、没提交的内容，接着写或丢弃"),
        bind(S::Everywhere, &["?", "<F1>"], A::Help, "帮助", "这一屏"),
        bind(S::Everywhere, &["<C-l>", "<F5>"], A::Refresh, "", "重新读取并重画"),
        bind(S::Everywhere, &["q", "<C-c>"], A::Leave, "退出", "退出"),
        bind(S::Typing, &["<Enter>"], A::Agree, "保留筛选", "保留筛选，回到列表"),
        bind(S::Typing, &["<Esc>", "<C-c>"], A::Back, "清除", "清除筛选"),
        bind(S::Typing, &["<Up>"], A::Up, "", "上一行"),
        bind(S::Typing, &["<Down>"], A::Down, "", "下一行"),
        bind(S::Palette, &["<Enter>"], A::Agree, "去", "去那里，或办这件事"),
        bind(S::Palette, &["<Esc>", "<C-c>"], A::Back, "返回", "返回"),
        bind(S::Palette, &["<Up>", "<C-p>"], A::Up, "", "上一行"),
        bind(S::Palette, &["<Down>", "<C-n>"], A::Down, "", "下一行"),
        bind(S::Palette, &["<PgUp>"], A::PageUp, "", "上一屏"),
        bind(S::Palette, &["<PgDn>"], A::PageDown, "", "下一屏"),
        bind(S::Form, &["<Tab>"], A::NextField, "下一栏", "下一栏"),
        bind(S::Form, &["<S-Tab>"], A::PreviousField, "", "上一栏"),
        bind(S::Form, &["<C-s>"], A::Send, "提交", "提交"),
        bind(S::Form, &["<Esc>", "<C-c>"], A::Back, "离开", "离开；填了内容时先问怎么办"),
        bind(S::Form, &["<Enter>"], A::Agree, "", "选定，或到下一栏；在多行栏中换行"),
        bind(S::Form, &["<C-z>"], A::Untype, "", "撤销刚才的输入；一次粘贴、一段连续的输入各算一步"),
        bind(S::Form, &["<C-y>"], A::Retype, "", "重做撤销的输入"),
        bind(S::Form, &["<Up>", "<Down>"], A::Nudge, "", "多行栏中换行；日期改一天，百分比改 5；其他栏换栏或选一项"),
        bind(S::Form, &["<PgUp>", "<PgDn>"], A::NudgeFar, "", "日期改一个月；多行栏中翻屏"),
        bind(S::Form, &["<C-w>", "<C-u>"], A::Erase, "", "删一个字或词；删到行首"),
        bind(S::Question, &["<Enter>", "y"], A::Agree, "确认", "确认；再按一次原来的键也可以"),
        bind(S::Question, &["<Esc>", "n", "q", "<C-c>"], A::Back, "不办", "不办"),
        bind(S::Unsent, &["<Enter>", "b"], A::Keep, "保留为草稿", "保留为草稿，下次打开这张表时放回"),
        bind(S::Unsent, &["f"], A::GiveUp, "放弃", "放弃填写的内容"),
        bind(S::Unsent, &["<Esc>", "<C-c>"], A::Back, "继续填写", "继续填写"),
        bind(S::Drafts, &["<Enter>"], A::Agree, "打开", "打开这份草稿，接着填写"),
        bind(S::Drafts, &["x"], A::GiveUp, "丢弃", "丢弃这份草稿；再按一次才丢弃"),
        bind(S::Drafts, &["<Up>", "k"], A::Up, "", "上一份"),
        bind(S::Drafts, &["<Down>", "j"], A::Down, "", "下一份"),
        bind(S::Drafts, &["<PgUp>"], A::PageUp, "", "草稿的文字上翻"),
        bind(S::Drafts, &["<PgDn>"], A::PageDown, "", "草稿的文字下翻"),
        bind(S::Drafts, &["<Esc>", "q", "<C-c>"], A::Back, "返回", "返回"),
    ]
};

/// What a key means in a scope; full-width ／？ are taken as / and ?.
pub fn resolve(scope: Scope, key: KeyEvent) -> Option<Action> {
    let name = name(key)?;
    scope.chain().find_map(|scope| {
        bindings()
            .iter()
            .find(|it| it.scope == scope && it.keys.contains(&name.as_str()))
            .map(|it| it.action)
    })
}

/// The rows of a scope and those it falls back on, in the table's order.
pub fn shown_in(scope: Scope) -> impl Iterator<Item = &'static Binding> {
    bindings()
        .iter()
        .filter(move |it| scope.chain().any(|scope| scope == it.scope))
}

/// The key as the table writes it: `j`, `<Enter>`, `<C-s>`.
fn name(key: KeyEvent) -> Option<String> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    if key.modifiers.contains(KeyModifiers::ALT) {
        return None;
    }
    let name = match key.code {
        KeyCode::Char(character) if control => {
            return Some(format!("<C-{}>", character.to_ascii_lowercase()));
        }
        KeyCode::Char(character) => return Some(typed(character).to_string()),
        KeyCode::Up => "Up",
        KeyCode::Down => "Down",
        KeyCode::Left => "Left",
        KeyCode::Right => "Right",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::Enter => "Enter",
        KeyCode::Esc => "Esc",
        KeyCode::Tab if key.modifiers.contains(KeyModifiers::SHIFT) => "S-Tab",
        KeyCode::Tab => "Tab",
        KeyCode::BackTab => "S-Tab",
        KeyCode::Delete => "Del",
        KeyCode::Insert => "Ins",
        KeyCode::F(number) => return Some(format!("<F{number}>")),
        _ => return None,
    };
    Some(format!("<{name}>"))
}

/// What an input method types, as the key it stands for: ／ ？ ２ ｑ, and 、 for the key beside them.
fn typed(character: char) -> char {
    if character == '、' {
        '/'
    } else {
        half_width(character)
    }
}

/// The key as a user reads it: 回车, 上, Ctrl-S.
pub fn label(key: &str) -> String {
    if key == " " {
        return "空格".to_owned();
    }
    let Some(name) = key.strip_prefix('<').and_then(|it| it.strip_suffix('>')) else {
        return key.to_owned();
    };
    match name {
        "Enter" => "回车",
        "Up" => "上",
        "Down" => "下",
        "Left" => "左",
        "Right" => "右",
        "S-Tab" => "Shift-Tab",
        _ => {
            return name.strip_prefix("C-").map_or_else(
                || name.to_owned(),
                |it| format!("Ctrl-{}", it.to_uppercase()),
            );
        }
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_a_scope_or_its_parents() {
        for scope in Scope::ALL {
            let mut seen = std::collections::HashMap::new();
            for binding in shown_in(scope) {
                for key in binding.keys {
                    if let Some(other) = seen.insert(*key, binding.action) {
                        panic!("{scope:?}: {key} is {other:?} and {:?}", binding.action);
                    }
                }
            }
        }
    }

    #[test]
    fn every_scope_is_told_and_every_row_says_what_it_does() {
        for binding in BINDINGS {
            assert!(Scope::ALL.contains(&binding.scope));
            assert!(!binding.help.is_empty() && !binding.keys.is_empty());
        }
        for verb in Verb::WORK {
            let is_bound = BINDINGS.iter().any(|it| it.action == Action::Act(verb));
            // 恢复 lies on the key of 暂缓, 准予延期 on that of 申请延期.
            let is_second = [Verb::Resume, Verb::Grant].contains(&verb);
            assert_eq!(is_bound, !is_second, "{verb:?}");
        }
    }

    #[test]
    fn full_width_keys_are_the_half_width_ones() {
        for (typed, action) in [
            ('／', Action::Filter),
            ('、', Action::Filter),
            ('？', Action::Help),
            ('３', Action::Show(Tab::Overdue)),
            ('ｑ', Action::Leave),
        ] {
            let key = KeyEvent::new(KeyCode::Char(typed), KeyModifiers::NONE);
            assert_eq!(resolve(Scope::Plan, key), Some(action), "{typed}");
        }
    }

    #[test]
    fn what_one_types_is_no_key() {
        for scope in [Scope::Typing, Scope::Form] {
            let key = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::NONE);
            assert_eq!(resolve(scope, key), None);
        }
    }

    /// The table of keys as README.zh-CN.md prints it.
    fn printed() -> String {
        use std::fmt::Write as _;
        let mut text = String::from("| 在哪里 | 按键 | 作用 |\n| --- | --- | --- |\n");
        for scope in Scope::ALL {
            for binding in BINDINGS.iter().filter(|it| it.scope == scope) {
                let keys: Vec<String> = binding
                    .keys
                    .iter()
                    .map(|key| format!("`{}`", label(key)))
                    .collect();
                let _ = writeln!(
                    text,
                    "| {} | {} | {} |",
                    scope.label(),
                    keys.join(" "),
                    binding.help
                );
            }
        }
        text
    }

    #[test]
    fn the_readme_prints_this_table() {
        let readme = include_str!("../../README.zh-CN.md");
        assert!(
            readme.contains(&printed()),
            "README.zh-CN.md should hold:\n{}",
            printed()
        );
    }

    #[test]
    fn keys_are_told_in_words() {
        for (key, told) in [
            ("<Enter>", "回车"),
            ("<C-s>", "Ctrl-S"),
            ("j", "j"),
            ("<F1>", "F1"),
        ] {
            assert_eq!(label(key), told);
        }
    }
}
