//! One field of a form: its text, what it holds, and what it says about what is typed.

use chrono::NaiveDate;

use crate::domain::day_words::{self, DayFault, month_on, read_one};
use crate::domain::deadline::{Deadline, Frame};
use crate::domain::refusal::Refusal;
use crate::text::clean::half_width;
use crate::ui::widgets::editor::{Editor, Shape};

/// How far one key moves a percent.
const PERCENT_STEP: i64 = 5;
/// What a field of days says while it is empty.
const DAYS: &str = "例如 2020年底、6月30日、本月底、下周五、+14天。";

/// What belongs in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Any words.
    Words,
    /// A deadline, of which the last day counts.
    Deadline(Frame),
    /// One day.
    Day,
    /// A percent.
    Percent,
}

/// One field.
#[derive(Debug)]
pub struct Field {
    /// What belongs in it, as a person reads it.
    pub label: String,
    /// What is in it.
    pub editor: Editor,
    /// What belongs in it, as the form reads it.
    pub kind: Kind,
    /// How many rows it has: one, or more for a text with line ends.
    pub(super) rows: u16,
    /// What it held at first.
    initial: String,
    /// Whether that stays when one types.
    is_kept: bool,
    /// The day that counts as today, for a field of days.
    today: NaiveDate,
    /// What could be picked for it, listed below it while it has the focus.
    pub offers: Vec<String>,
    /// Which of these is marked.
    pub marked: usize,
}

/// What a field says about what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// How it is read, or what could be typed.
    Told(String),
    /// Why it can't be taken: one sentence.
    Wrong(String),
}

impl Field {
    /// A field of one line.
    pub fn line(label: impl Into<String>, text: &str) -> Self {
        Self::new(label, Shape::Line, 1, text)
    }

    /// A field of one line, to which what is typed is added.
    pub fn kept(label: impl Into<String>, text: &str) -> Self {
        Self {
            is_kept: true,
            ..Self::line(label, text)
        }
    }

    /// A field of several lines.
    pub fn lines(label: impl Into<String>, rows: u16) -> Self {
        Self::new(label, Shape::Lines, rows, "")
    }

    /// A field of a deadline: a phrase of a plan, or words that count from today.
    pub fn deadline(label: impl Into<String>, text: &str, frame: Frame, today: NaiveDate) -> Self {
        Self {
            kind: Kind::Deadline(frame),
            today,
            ..Self::line(label, text)
        }
    }

    /// A field of one day.
    pub fn day(label: impl Into<String>, text: &str, today: NaiveDate) -> Self {
        Self {
            kind: Kind::Day,
            today,
            ..Self::line(label, text)
        }
    }

    /// A field of a percent.
    pub fn percent(label: impl Into<String>, text: &str) -> Self {
        Self {
            kind: Kind::Percent,
            ..Self::line(label, text)
        }
    }

    fn new(label: impl Into<String>, shape: Shape, rows: u16, text: &str) -> Self {
        Self {
            label: label.into(),
            editor: Editor::new(shape, text),
            kind: Kind::Words,
            rows,
            initial: text.to_owned(),
            is_kept: false,
            today: NaiveDate::default(),
            offers: Vec::new(),
            marked: 0,
        }
    }

    /// Holds another text, unless somebody typed in it.
    pub fn follow(&mut self, text: &str) {
        if self.editor.text() == self.initial {
            self.editor.set(text);
            text.clone_into(&mut self.initial);
        }
    }

    /// Whether somebody typed in it.
    pub fn is_touched(&self) -> bool {
        self.editor.text() != self.initial && !self.editor.is_empty()
    }

    /// Before the first character is typed: what a field of one line was filled in with gives way to it.
    pub(super) fn begin(&mut self) {
        let is_prefilled =
            !self.is_kept && !self.initial.is_empty() && self.editor.text() == self.initial;
        if is_prefilled && !self.is_tall() && self.editor.is_at_end() {
            self.editor.set("");
        }
    }

    /// Whether it holds a text of several lines.
    pub(super) fn is_tall(&self) -> bool {
        self.rows > 1
    }

    /// What it says about what is typed; `None` for words, which are taken as they are.
    pub fn note(&self) -> Option<Note> {
        let typed = self.editor.text().trim();
        match self.kind {
            Kind::Words => None,
            Kind::Percent => Some(match read_percent(typed) {
                Ok(_) => Note::Told("0 到 100 的整数；上下键加减 5。".to_owned()),
                Err(wrong) => Note::Wrong(wrong),
            }),
            Kind::Deadline(_) | Kind::Day if typed.is_empty() => Some(Note::Told(DAYS.to_owned())),
            Kind::Deadline(_) | Kind::Day => Some(match self.deadline_typed() {
                Ok(deadline) => Note::Told(self.told(&deadline)),
                Err(fault) => Note::Wrong(format!("{fault}{}", fault.hint())),
            }),
        }
    }

    fn told(&self, deadline: &Deadline) -> String {
        let Some(day) = deadline.last_day else {
            return if deadline.is_start_only() {
                "只说了从何时起，没有最后一天。".to_owned()
            } else {
                "没有最后一天：长期坚持，或每期都办。".to_owned()
            };
        };
        let doubt = if deadline.confirm {
            "（有两种读法，请核对）"
        } else {
            ""
        };
        day_words::told(day, self.today) + doubt
    }

    /// What is typed, as a deadline; for one day that day.
    fn deadline_typed(&self) -> Result<Deadline, DayFault> {
        let typed = self.editor.text();
        match self.kind {
            Kind::Deadline(frame) => day_words::read_deadline(typed, &frame, self.today),
            _ => read_one(typed, self.today).map(|day| Deadline {
                last_day: Some(day),
                ..Deadline::default()
            }),
        }
    }

    /// Moves a day or a percent on by a small step, or a day by a month; `false` where nothing is there to be moved.
    pub(super) fn nudge(&mut self, up: bool, by_month: bool) -> bool {
        let moved = match self.kind {
            Kind::Words => None,
            Kind::Percent => self.percent_moved(up).filter(|_| !by_month),
            Kind::Deadline(_) | Kind::Day => self.day_moved(up, by_month),
        };
        let Some(text) = moved else {
            return false;
        };
        self.editor.set(&text);
        true
    }

    fn percent_moved(&self, up: bool) -> Option<String> {
        let percent = read_percent(self.editor.text()).ok().flatten()?;
        let step = if up { PERCENT_STEP } else { -PERCENT_STEP };
        Some((percent + step).clamp(0, 100).to_string())
    }

    fn day_moved(&self, up: bool, by_month: bool) -> Option<String> {
        let day = self.deadline_typed().ok()?.last_day?;
        let day = match (up, by_month) {
            (true, true) => month_on(day, 1),
            (false, true) => month_on(day, -1),
            (true, false) => day.succ_opt()?,
            (false, false) => day.pred_opt()?,
        };
        Some(day.to_string())
    }
}

/// A percent as people type it: 60, 60%, ６０％; nothing leaves it as it is.
///
/// # Errors
/// It is no number from 0 to 100: one sentence.
pub fn read_percent(typed: &str) -> Result<Option<i64>, String> {
    let digits: String = typed
        .trim()
        .trim_end_matches(['%', '％'])
        .chars()
        .map(half_width)
        .collect();
    if digits.is_empty() {
        return Ok(None);
    }
    let Ok(percent) = digits.parse() else {
        return Err(format!(
            "完成百分比「{}」不是整数。请填 0 到 100 的整数。",
            typed.trim()
        ));
    };
    if (0..=100).contains(&percent) {
        Ok(Some(percent))
    } else {
        Err(Refusal::PercentOutOfRange { percent }.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;
    use crate::domain::day_words::from_today;

    fn today() -> NaiveDate {
        parse_day("2021-01-05").unwrap()
    }

    fn due(text: &str) -> Field {
        Field::deadline("时限", text, from_today(today()), today())
    }

    #[test]
    fn percents_are_read_as_people_type_them() {
        for (typed, percent) in [
            ("60", Ok(Some(60))),
            (" 60% ", Ok(Some(60))),
            ("６０％", Ok(Some(60))),
            ("", Ok(None)),
            (
                "六十",
                Err("完成百分比「六十」不是整数。请填 0 到 100 的整数。".to_owned()),
            ),
            (
                "101",
                Err("完成百分比「101」不在 0 到 100 之间。".to_owned()),
            ),
        ] {
            assert_eq!(read_percent(typed), percent, "{typed}");
        }
    }

    #[test]
    fn a_day_says_how_it_is_read() {
        let told = |it: &str| Some(Note::Told(it.to_owned()));
        let wrong = |it: &str| Some(Note::Wrong(it.to_owned()));
        for (typed, note) in [
            ("2020年底", told("2020年12月31日 星期四，已过 5 天")),
            ("年底前", told("2021年12月31日 星期五，还有 360 天")),
            ("长期坚持", told("没有最后一天：长期坚持，或每期都办。")),
            (
                "2020年前",
                told("2019年12月31日 星期二，已过 371 天（有两种读法，请核对）"),
            ),
            ("2021-02-29", wrong("2021年2月没有29日。请查一下日历。")),
            (" ", told(DAYS)),
        ] {
            assert_eq!(due(typed).note(), note, "{typed}");
        }
        let day = Field::day("自何日起", "2020年", today());
        let refused = "「2020年」不是一天。请写到日，例如 2020-12-31、今天。";
        assert_eq!(day.note(), wrong(refused));
        assert_eq!(Field::line("来源", "x").note(), None);
    }

    #[test]
    fn keys_move_a_day_and_a_percent_that_can_be_read() {
        for (typed, up, by_month, moved) in [
            ("2020年底", true, false, Some("2021-01-01")),
            ("2021-03-31", false, true, Some("2021-02-28")),
            ("今天", false, false, Some("2021-01-04")),
            ("尽快", true, false, None),
            ("", true, true, None),
        ] {
            let mut field = due(typed);
            assert_eq!(field.nudge(up, by_month), moved.is_some(), "{typed}");
            assert_eq!(field.editor.text(), moved.unwrap_or(typed));
        }
        for (typed, up, moved) in [
            ("60", true, "65"),
            ("98%", true, "100"),
            ("3", false, "0"),
            ("120", true, "120"),
            ("", true, ""),
        ] {
            let mut field = Field::percent("完成", typed);
            field.nudge(up, false);
            assert_eq!(field.editor.text(), moved, "{typed}");
        }
    }
}
