//! A row that came back beside its task as it stands now: what was done since, and whether that is what the row asks for.

use crate::app::work::Desk;
use crate::domain::day::read_day;
use crate::domain::event::Event;
use crate::domain::id::DepartmentId;
use crate::domain::report::Report;
use crate::domain::status::Verb;
use crate::domain::task::{Task, TaskState};
use crate::domain::workbook::filled::{FilledRow, Stray, Wish};
use crate::domain::workbook::{self, Column, Key, Part};
use crate::text::clean::{clean, clean_line};

/// A row whose task is there.
pub struct Known<'k> {
    /// By what it is known.
    pub key: &'k Key,
    /// What came back.
    pub row: &'k FilledRow,
    /// Its task.
    pub task: Task,
    /// The body that answers for the department today.
    pub department: DepartmentId,
    /// Its name.
    pub name: String,
    /// How the department stands to the task today; `None` where it no longer does.
    pub part: Option<Part>,
    /// The events that stand.
    pub events: Vec<Event>,
    /// The task as the sheet shows it; `None` where the record does not say.
    pub seen: Option<Event>,
}

impl Known<'_> {
    /// What stands of the task that was done after the sheet was made.
    pub fn since(&self) -> Vec<&Event> {
        let Some(seen) = &self.seen else {
            return self.events.iter().collect();
        };
        self.events.iter().filter(|it| it.id > seen.id).collect()
    }

    /// Whether an event makes what the department wrote out of date: a reminder asks for it, and what other departments
    /// report on their parts is their own matter.
    pub fn concerns(&self, event: &Event) -> bool {
        let by = event.report.as_ref().and_then(|it| it.by);
        match (event.verb, by) {
            (Verb::Urge, _) => false,
            (Verb::Report, None) => self.part == Some(Part::Leads),
            (Verb::Report, Some(by)) => by == self.department,
            _ => true,
        }
    }

    /// Whether the task stands as the sheet shows it; the percent is the lead's matter alone.
    pub fn is_as_seen(&self) -> bool {
        let Some(seen) = &self.seen else {
            return false;
        };
        let now = &self.task.state;
        let plain = |state: &TaskState| TaskState {
            percent: match self.part {
                Some(Part::Supports) => 0,
                _ => state.percent,
            },
            ..state.clone()
        };
        plain(now) == plain(&seen.after)
    }

    /// What was done since that is just what the row asks for.
    pub fn same_as<'e>(&self, wish: &Wish, since: &[&'e Event]) -> Option<&'e Event> {
        let answer = &self.row.answer;
        let last = *wish.acts.last()?;
        let tidy = |text: &str| clean(text).trim().to_owned();
        let text = match last {
            Verb::Sign => String::new(),
            Verb::Decline => answer.in_one(),
            _ => tidy(&answer.text),
        };
        let is_report = matches!(last, Verb::Report | Verb::Submit);
        let said = Report {
            problems: tidy(&answer.problems),
            next: tidy(&answer.next),
            evidence: clean_line(&answer.evidence).trim().to_owned(),
            ..Report::default()
        };
        let is_same = |event: &&&Event| {
            let report = event.report.clone().unwrap_or_default();
            let by = match self.part {
                Some(Part::Supports) => Some(self.department),
                _ => None,
            };
            let percent = report.part.unwrap_or(event.after.percent);
            let is_told = report.by == by
                && (&report.problems, &report.next, &report.evidence)
                    == (&said.problems, &said.next, &said.evidence)
                && wish.percent.is_none_or(|it| it == percent);
            event.verb == last
                && (last == Verb::Sign || event.text == text)
                && (!is_report || is_told)
        };
        since.iter().find(is_same).copied()
    }

    /// The locked cells that were written over.
    pub fn altered(&self, desk: &Desk<'_>) -> Vec<Stray> {
        /// The words of these change by a revision alone, which is told anyway.
        const LASTING: [Column; 4] = [Column::Plan, Column::Measure, Column::Title, Column::Target];
        const STATE: [Column; 4] = [
            Column::LastDay,
            Column::Status,
            Column::Percent,
            Column::Said,
        ];
        let Some(part) = self.part else {
            return Vec::new();
        };
        let is_current = self.key.rev == self.task.rev;
        let is_revised = self.since().iter().any(|it| it.verb == Verb::Revise);
        let printed = workbook::row(
            &self.task,
            &self.events,
            (self.department, part),
            desk.directory,
            desk.today,
        );
        let plain = |text: &str| clean(text).replace(char::is_whitespace, "");
        let is_altered = |(column, words): &&(Column, String)| {
            let is_held =
                (LASTING.contains(column) && !is_revised) || (STATE.contains(column) && is_current);
            let told = printed.told(*column);
            let is_same = plain(words) == plain(&told)
                || (*column == Column::LastDay && read_day(words) == printed.last_day)
                // A very long one was cut for its cell.
                || (*column == Column::Said && told.encode_utf16().count() > 32_000);
            is_held && !is_same && !words.trim().is_empty()
        };
        let altered = self.row.printed.iter().filter(is_altered);
        altered
            .map(|(column, words)| Stray {
                place: self.row.place.clone(),
                column: column.label().to_owned(),
                text: words.trim().to_owned(),
                why: "锁定的格子被改动".to_owned(),
            })
            .collect()
    }
}
