//! The keys: one table, from which dispatch, the key line, the `?` screen, the palette, README and the manual come.

mod table;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::keys::bindings;
use crate::text::clean::half_width;

pub use table::BINDINGS;

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
    use crate::domain::status::Verb;
    use crate::ui::action::Tab;

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
        let readme = include_str!("../../../README.zh-CN.md");
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
