//! 反馈, 申请办结, 销号, 退回 …: an act with words; for the first two with a percent, for 延期 with a day.

use ratatui::crossterm::event::KeyEvent;

use super::Reply;
use super::form::{Asked, Field, Form, read_percent};
use crate::app::{Assignment, Command, Telling};
use crate::domain::day_words::from_today;
use crate::domain::form_draft::Purpose;
use crate::domain::id::TaskId;
use crate::domain::status::Verb;
use crate::ui::widgets::detail::Sheet;

/// The rows of the text.
const ROWS: u16 = 6;
const TEXT: usize = 0;
const PERCENT: usize = 1;
const PROBLEMS: usize = 2;
const NEXT: usize = 3;
const EVIDENCE: usize = 4;
const STAMPED: usize = 5;
const DUE: usize = 1;
const BASIS: usize = 2;

/// An act with words.
#[derive(Debug)]
pub struct Words {
    verb: Verb,
    task: TaskId,
    seen: i64,
    /// The fields.
    pub form: Form,
}

impl Words {
    /// The form for an act on a task.
    pub fn new(verb: Verb, sheet: &Sheet) -> Self {
        let mut fields = vec![Field::lines(wanted(verb), ROWS)];
        match verb {
            Verb::Report => {
                let percent = sheet.own_percent().to_string();
                fields.push(Field::percent("完成百分比", &percent));
                fields.extend(more(sheet));
            }
            Verb::Submit => {
                fields.push(Field::percent("完成百分比", "100"));
                fields.extend(more(sheet));
            }
            Verb::AskExtension => {
                fields.push(due("延到什么时候", "", sheet));
                fields.push(Field::line("依据（文号和日期，可不填）", ""));
            }
            Verb::Grant => {
                let asked = sheet.page.task.state.asked;
                let asked = asked.map_or_else(String::new, |day| day.to_string());
                fields.push(due("延到什么时候", &asked, sheet));
            }
            _ => {}
        }
        Self {
            verb,
            task: sheet.id(),
            seen: sheet.page.task.rev,
            form: Form::new(verb.label(), about(sheet), fields),
        }
    }

    /// What the form is for.
    pub fn purpose(&self) -> Purpose {
        Purpose::new(self.verb.code(), format!("task/{}", self.task))
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Reply {
        match self.form.key(key) {
            Asked::Close => Reply::Close,
            Asked::Send => self.send(),
            Asked::Nothing | Asked::Changed | Asked::Pick => Reply::Stay,
        }
    }

    fn send(&mut self) -> Reply {
        if matches!(self.verb, Verb::AskExtension | Verb::Grant) {
            return Reply::Send(self.extension());
        }
        let typed = self.form.text(PERCENT).to_owned();
        let percent = match read_percent(&typed) {
            Ok(percent) => percent,
            Err(sentence) => {
                self.form.refuse(&sentence);
                self.form.focus = PERCENT;
                return Reply::Stay;
            }
        };
        let told = |at: usize| self.form.text(at).to_owned();
        Reply::Send(Command {
            percent,
            telling: Telling {
                problems: told(PROBLEMS),
                next: told(NEXT),
                evidence: told(EVIDENCE),
                stamped: told(STAMPED),
                ..Telling::default()
            },
            ..Command::new(self.task, self.verb)
                .text(self.form.text(TEXT))
                .seen(self.seen)
        })
    }

    /// 延期: until when, and on which paper.
    fn extension(&self) -> Command {
        let due = self.form.text(DUE).trim().to_owned();
        let basis = self.form.fields.get(BASIS);
        Command {
            assignment: Assignment {
                due: Some(due).filter(|it| !it.is_empty()),
                ..Assignment::default()
            },
            basis: basis.map_or_else(String::new, |_| self.form.text(BASIS).to_owned()),
            ..Command::new(self.task, self.verb)
                .text(self.form.text(TEXT))
                .seen(self.seen)
        }
    }

    /// From now on the act is on the task as it now is.
    pub fn see(&mut self, now: Option<&Sheet>) {
        if let Some(sheet) = now {
            self.seen = sheet.page.task.rev;
            self.form.about = about(sheet);
            // A percent that nobody typed must not take back what somebody else has reported meanwhile.
            if let (Verb::Report, Some(field)) = (self.verb, self.form.fields.get_mut(PERCENT)) {
                field.follow(&sheet.own_percent().to_string());
            }
        }
    }
}

/// The field of a deadline that counts from today.
pub fn due(label: &str, text: &str, sheet: &Sheet) -> Field {
    let today = sheet.today();
    Field::deadline(label, text, from_today(today), today)
}

/// What a report says beside its words.
fn more(sheet: &Sheet) -> [Field; 4] {
    [
        Field::line("存在问题（可不填）", ""),
        Field::line("下一步（可不填）", ""),
        Field::line("佐证：文号或链接（可不填）", ""),
        Field::day("盖章件日期（可不填）", "", sheet.today()),
    ]
}

/// The task, how it stands, and who answers.
pub fn about(sheet: &Sheet) -> Vec<String> {
    vec![
        sheet.page.task.promise.title.clone(),
        format!("现为 {}  时限 {}", sheet.standing(), or_none(&sheet.due())),
        format!(
            "牵头 {}  配合 {}",
            or_none(sheet.lead()),
            or_none(&sheet.support().join("、"))
        ),
    ]
}

fn or_none(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn wanted(verb: Verb) -> &'static str {
    match verb {
        Verb::Report => "进展情况",
        Verb::Submit => "办结情况（可不填）",
        Verb::Close => "审核意见（可不填）",
        Verb::SendBack => "退回的理由",
        Verb::Decline => "退还的理由",
        Verb::Suspend => "暂缓的理由",
        Verb::Cancel => "取消的依据（文号和日期）",
        Verb::Reopen => "重新打开的理由",
        Verb::Urge => "催办内容（可不填）",
        Verb::Mark => "为什么不需拆",
        Verb::Revise => "调整的依据（文号和日期）",
        Verb::AskExtension => "延期的理由",
        Verb::Grant => "批准的文号或意见（可不填）",
        Verb::Refuse => "不予延期的理由",
        Verb::Create
        | Verb::Assign
        | Verb::Sign
        | Verb::Resume
        | Verb::Edit
        | Verb::Split
        | Verb::Merge
        | Verb::Drop
        | Verb::Undo
        | Verb::Redo
        | Verb::Read
        | Verb::Expand => "说明（可不填）",
    }
}
