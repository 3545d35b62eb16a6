//! What a key means, before any screen has looked at it.

use crate::app::Form;
use crate::domain::arrangement::{Column, Grouping};
use crate::domain::edition::Decision;
use crate::domain::status::Verb;

/// What a person asks of the dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One screen of rows up.
    PageUp,
    /// One screen of rows down.
    PageDown,
    /// The first row.
    First,
    /// The last row.
    Last,
    /// Closes a branch of the tree, or goes to the one above it.
    Fold,
    /// Opens a branch of the tree, or goes into it.
    Unfold,
    /// The other pane.
    NextPane,
    /// Opens what the cursor is on.
    Open,
    /// Goes back: out of a pane, a page, a filter.
    Back,
    /// Filters as one types.
    Filter,
    /// Takes a document in.
    Import,
    /// Shows one of the panes.
    Show(Tab),
    /// An act on the task under the cursor; [`Verb::Suspend`] also stands for its inverse.
    Act(Verb),
    /// Takes the person's own last act back.
    Undo,
    /// Does again what was taken back.
    Redo,
    /// Puts right what the reader made of a measure.
    Break(Breaking),
    /// Shows the newest edition of the plan under the cursor.
    Edition,
    /// Takes the change under the cursor, or does not.
    Decide(Decision),
    /// Shows every department of the file.
    Directory,
    /// Enters a department, or changes the one under the cursor.
    Department(DepartmentAct),
    /// Shows the notice to the department under the cursor.
    Notice,
    /// Shows who has how much.
    Matrix,
    /// Shows everybody of the file.
    People,
    /// Enters a person, or changes the one under the cursor.
    Person(PersonAct),
    /// The term before.
    Earlier,
    /// The term behind.
    Later,
    /// The summary of the next plan, and behind the last one of all.
    NextPlan,
    /// Writes the summary into a file.
    Export(Form),
    /// Sends the summary, and keeps it as sent.
    Dispatch,
    /// To the beginning of the next stretch of the paragraph, or part of the summary.
    NextStretch,
    /// To the beginning of the one before.
    PreviousStretch,
    /// Shows the log of the task under the cursor.
    Log,
    /// Gives the task under the cursor to the terminal's clipboard.
    Copy,
    /// Shows what others did since one was last there.
    Since,
    /// Notes what the indicator under the cursor was in a year.
    Note,
    /// Takes back what one last noted of it.
    TakeBack,
    /// Shows the keys.
    Help,
    /// Draws everything anew from what the file says now.
    Refresh,
    /// Leaves the program.
    Leave,
    /// Sends a form.
    Send,
    /// The next field of a form.
    NextField,
    /// The field before.
    PreviousField,
    /// Agrees: picks what is marked, or goes on.
    Agree,
    /// Marks the task under the cursor, or takes its mark away.
    Mark,
    /// Marks every task from the last mark to the cursor.
    MarkTo,
    /// Marks every task of the list; where all are marked, none.
    MarkAll,
    /// Asks by which column the list is sorted.
    Sorts,
    /// Sorts the list by a column, and by the same one again the other way round; `None` for its own order.
    Sort(Option<Column>),
    /// Asks under which headings the list stands.
    Groupings,
    /// Puts the list under headings; `None` for none.
    Group(Option<Grouping>),
    /// Closes every heading, or opens them all.
    TurnHeadings,
    /// Shows the saved views.
    Views,
    /// Opens the view of a function key.
    View(u8),
    /// Keeps the list as a view.
    KeepView,
    /// Takes the view away that is shown.
    DropView,
    /// Shows the acts that can be called by name.
    Palette,
    /// Looks for a task, a measure, a department or an act.
    Jump,
    /// Takes back what was typed last.
    Untype,
    /// Types again what was taken back.
    Retype,
    /// Moves in a field by a row, or what it holds by a small step.
    Nudge,
    /// The same by a screen, or by a large step.
    NudgeFar,
    /// Deletes more than a character.
    Erase,
    /// Keeps what was typed as a draft.
    Keep,
    /// Gives up what was typed.
    GiveUp,
    /// Shows the drafts of forms.
    Drafts,
}

impl Action {
    /// Its English word, as typed into the palette: `urge`, `export-paper-docx`. An act's is that of the command line, any
    /// other's the name it has here.
    pub fn english(self) -> String {
        match self {
            Self::Act(verb) => return verb.code().replace('_', "-"),
            Self::Sort(Some(column)) => return format!("sort-{}", kebab(&format!("{column:?}"))),
            Self::Group(Some(grouping)) => {
                return format!("group-{}", kebab(&format!("{grouping:?}")));
            }
            Self::Sort(None) => return "sort-none".to_owned(),
            Self::Group(None) => return "group-none".to_owned(),
            _ => {}
        }
        kebab(&format!("{self:?}"))
    }

    /// Whether it moves a cursor or belongs to typing: nothing that anybody calls by name.
    pub fn is_small(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
                | Self::Fold
                | Self::Unfold
                | Self::NextPane
                | Self::Open
                | Self::Back
                | Self::NextStretch
                | Self::PreviousStretch
                | Self::Send
                | Self::NextField
                | Self::PreviousField
                | Self::Agree
                | Self::View(_)
                | Self::Palette
                | Self::Untype
                | Self::Retype
                | Self::Nudge
                | Self::NudgeFar
                | Self::Erase
                | Self::Keep
                | Self::GiveUp
        )
    }

    /// Whether it begins to change something, which nobody does while a past day is looked at.
    pub fn is_act(self) -> bool {
        match self {
            Self::Break(step) => step.is_act(),
            Self::Import
            | Self::Act(_)
            | Self::Undo
            | Self::Redo
            | Self::Decide(_)
            | Self::Department(_)
            | Self::Person(_)
            | Self::Note
            | Self::TakeBack
            | Self::Dispatch
            | Self::KeepView
            | Self::DropView
            | Self::Since => true,
            _ => false,
        }
    }
}

/// A name as a word of the command line: `ExportPaper(Docx)` is export-paper-docx.
fn kebab(name: &str) -> String {
    let mut word = String::new();
    for character in name.chars() {
        let is_begun = character.is_ascii_uppercase() || !character.is_alphanumeric();
        if is_begun && !word.is_empty() && !word.ends_with('-') {
            word.push('-');
        }
        if character.is_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
    }
    word.trim_end_matches('-').to_owned()
}

/// An act of the workspace (拆解).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// Opens the workspace of what the cursor is on.
    Begin,
    /// Parts the task at the caret.
    Split,
    /// Joins the task with the next one.
    Merge,
    /// Puts the task right.
    Edit,
    /// Its lead.
    Lead,
    /// Its deadline.
    Due,
    /// Takes the suggested lead.
    Accept,
    /// Takes the suggested lead of every draft of the measure that has none.
    AcceptAll,
    /// Takes the task out.
    Drop,
    /// Makes a task of unmarked words.
    Add,
    /// Says that words, or the task's, need no task.
    Mark,
    /// Begins or ends a selection.
    Select,
    /// Gives the measure's drafts out.
    AssignMeasure,
    /// Gives those of the whole section out.
    AssignSection,
    /// Goes to the next measure that is not broken down.
    NextUnfinished,
    /// Goes to the next measure.
    NextMeasure,
    /// Goes to the measure before.
    PreviousMeasure,
    /// Takes the last step back.
    Undo,
}

impl Breaking {
    /// The others only go about.
    fn is_act(self) -> bool {
        !matches!(
            self,
            Self::Begin
                | Self::Select
                | Self::NextUnfinished
                | Self::NextMeasure
                | Self::PreviousMeasure
        )
    }
}

/// An act on a department (部门名录).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DepartmentAct {
    /// Enters one.
    Add,
    /// Gives it other names by which it is found, too.
    Alias,
    /// Says how it is called from a day on.
    Rename,
    /// Says who answers for it from a day on.
    Succeed,
    /// Says from which day on it is given nothing.
    Retire,
    /// Says who a group stands for in a plan.
    Members,
}

impl DepartmentAct {
    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Add => "新增部门",
            Self::Alias => "加别名",
            Self::Rename => "更名",
            Self::Succeed => "承接",
            Self::Retire => "停用",
            Self::Members => "成员",
        }
    }
}

/// An act on a person (人员).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PersonAct {
    /// Enters one.
    Add,
    /// Says what they may do.
    Role,
    /// Says for which departments they act.
    Departments,
    /// Says how they are called.
    Name,
    /// Says from which day on they do nothing more, or of one who was retired, that they do again.
    Retire,
}

impl PersonAct {
    /// The word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Add => "新增人员",
            Self::Role => "改角色",
            Self::Departments => "改部门",
            Self::Name => "改名",
            Self::Retire => "停用",
        }
    }
}

/// A pane that has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// 1 总览: how far everything is.
    Overview,
    /// 2 计划: the tree of plans, sections, measures and tasks.
    Plan,
    /// 3 逾期: what is past its last day.
    Overdue,
    /// 4 部门: who answers for how much.
    Departments,
    /// 5 指标: figures with targets by year.
    Indicators,
    /// 6 周报: the summary of a term.
    Weekly,
    /// 7 待办: what waits for the person.
    Inbox,
    /// 8 日志: the whole record.
    Log,
}

impl Tab {
    /// Every pane in the order of its number. The numbers are those of the whole program, so that a pane that comes
    /// later moves none.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Plan,
        Self::Overdue,
        Self::Departments,
        Self::Indicators,
        Self::Weekly,
        Self::Inbox,
        Self::Log,
    ];

    /// The number and the word a user reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Overview => "1总览",
            Self::Plan => "2计划",
            Self::Overdue => "3逾期",
            Self::Departments => "4部门",
            Self::Indicators => "5指标",
            Self::Weekly => "6周报",
            Self::Inbox => "7待办",
            Self::Log => "8日志",
        }
    }

    /// Its place in [`Tab::ALL`].
    pub fn place(self) -> usize {
        match self {
            Self::Overview => 0,
            Self::Plan => 1,
            Self::Overdue => 2,
            Self::Departments => 3,
            Self::Indicators => 4,
            Self::Weekly => 5,
            Self::Inbox => 6,
            Self::Log => 7,
        }
    }
}
