//! A workbook that came back: what the department wrote in each row, and what that asks for.

use thiserror::Error;

use super::{Column, Key, KeyFault};
use crate::domain::status::{Status, Verb};
use crate::text::clean::{clean, half_width};

/// A workbook as it came back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// How many sheets hold a table.
    pub sheets: usize,
    /// The rows that are known again, and those that have words and are not.
    pub rows: Vec<FilledRow>,
    /// Words where none are read.
    pub strays: Vec<Stray>,
}

/// A row as it came back.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledRow {
    /// Where it stands.
    pub place: Place,
    /// Which task it is about.
    pub key: Result<Key, KeyFault>,
    /// What stands in the locked columns.
    pub printed: Vec<(Column, String)>,
    /// What the department wrote.
    pub answer: Answer,
    /// What it wrote that can't be read, a sentence each.
    pub faults: Vec<String>,
    /// What it wrote into other columns.
    pub strays: Vec<Stray>,
}

/// Where a row stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Place {
    /// The sheet's name.
    pub sheet: String,
    /// The row as spreadsheets count, from 1.
    pub row: usize,
}

/// Words that are not taken, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Stray {
    /// Where they stand.
    #[serde(flatten)]
    pub place: Place,
    /// Over which column; empty where it has no heading.
    pub column: String,
    /// The words.
    pub text: String,
    /// Why they are not taken.
    pub why: String,
}

/// What a department wrote in the open columns of a row, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// 状态.
    pub act: String,
    /// 完成百分比; a cell that is shown in percent ends with %.
    pub percent: String,
    /// 进展.
    pub text: String,
    /// 存在问题.
    pub problems: String,
    /// 下一步.
    pub next: String,
    /// 佐证.
    pub evidence: String,
}

/// What a row asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// The acts, in order.
    pub acts: Vec<Verb>,
    /// 完成百分比.
    pub percent: Option<u8>,
}

/// Why what a department wrote makes no act.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// The word is none of the list.
    #[error("状态「{0}」不认识")]
    Act(String),
    /// The percent is none.
    #[error("完成百分比「{0}」不是 0 至 100 的整数")]
    Percent(String),
    /// Nothing says what was done.
    #[error("没有写进展")]
    Text,
    /// Nothing says why it is given back.
    #[error("退还没有写理由")]
    Reason,
    /// What is given back has no percent.
    #[error("退还的任务不填完成百分比")]
    DeclinedPercent,
}

impl Unfit {
    /// What to do, one sentence.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Act(_) => "请从下拉列表中选：签收、反馈、申请办结、退还。",
            Self::Percent(_) => "请填整数，如 60。",
            Self::Text => "请在“进展”栏写明做了什么。",
            Self::Reason => "请在“进展”栏写明理由。",
            Self::DeclinedPercent => "请清空百分比，或改选别的状态。",
        }
    }
}

impl Answer {
    /// The words in a column.
    pub fn told(&self, column: Column) -> &str {
        match column {
            Column::Act => &self.act,
            Column::Done => &self.percent,
            Column::Text => &self.text,
            Column::Problems => &self.problems,
            Column::Next => &self.next,
            Column::Evidence => &self.evidence,
            _ => "",
        }
    }

    /// Writes the words of a column; those of one that is not open are given back.
    ///
    /// # Errors
    /// The words.
    pub fn write(&mut self, column: Column, words: String) -> Result<(), String> {
        let place = match column {
            Column::Act => &mut self.act,
            Column::Done => &mut self.percent,
            Column::Text => &mut self.text,
            Column::Problems => &mut self.problems,
            Column::Next => &mut self.next,
            Column::Evidence => &mut self.evidence,
            _ => return Err(words),
        };
        *place = words;
        Ok(())
    }

    /// Whether it asks for the task to be closed.
    pub fn asks_for_closing(&self) -> bool {
        act(&self.act, Status::InProgress) == Ok(Some(Verb::Submit))
    }

    /// What is written, each with its column; what is empty is left out.
    pub fn written(&self) -> Vec<(&'static str, String)> {
        [
            Column::Act,
            Column::Done,
            Column::Text,
            Column::Problems,
            Column::Next,
            Column::Evidence,
        ]
        .into_iter()
        .map(|column| (column.label(), clean(self.told(column)).trim().to_owned()))
        .filter(|(_, words)| !words.is_empty())
        .collect()
    }

    /// What it asks for of a task that stands where its sheet says; `None` where nothing is filled in.
    ///
    /// # Errors
    /// It makes no act.
    pub fn wish(&self, status: Status) -> Result<Option<Wish>, Unfit> {
        let filled = |words: &str| !clean(words).trim().is_empty();
        let percent = percent(&self.percent)?;
        let is_told = [&self.text, &self.problems, &self.next, &self.evidence]
            .into_iter()
            .any(|it| filled(it));
        let act = act(&self.act, status)?;
        let has_more = is_told || percent.is_some();
        let acts = match act {
            None if !has_more => return Ok(None),
            None => vec![Verb::Report],
            Some(Verb::Sign) if has_more => vec![Verb::Sign, Verb::Report],
            Some(act) => vec![act],
        };
        if acts.contains(&Verb::Report) && !filled(&self.text) {
            return Err(Unfit::Text);
        }
        if acts == [Verb::Decline] {
            if !filled(&self.text) {
                return Err(Unfit::Reason);
            }
            if percent.is_some() {
                return Err(Unfit::DeclinedPercent);
            }
        }
        Ok(Some(Wish { acts, percent }))
    }

    /// All words in one text, for an act that keeps nothing beside it.
    pub fn in_one(&self) -> String {
        let more = [Column::Problems, Column::Next, Column::Evidence].into_iter();
        let more = more.map(|column| (column.label(), clean(self.told(column)).trim().to_owned()));
        more.filter(|(_, words)| !words.is_empty()).fold(
            clean(&self.text).trim().to_owned(),
            |text, (label, words)| format!("{}；{label}：{words}", text.trim_end_matches('。')),
        )
    }
}

/// The act that a word of the list, or the name of a status, stands for; `None` for no choice.
fn act(word: &str, status: Status) -> Result<Option<Verb>, Unfit> {
    let word = clean(word).replace(char::is_whitespace, "");
    if word.is_empty() {
        return Ok(None);
    }
    if let Some(act) = super::ACTS.into_iter().find(|it| it.label() == word) {
        return Ok(Some(act));
    }
    match (Status::find(&word), status) {
        (Some(Status::InProgress), Status::Assigned) => Ok(Some(Verb::Sign)),
        (Some(Status::Submitted), Status::InProgress) => Ok(Some(Verb::Submit)),
        (Some(named), now) if named == now => Ok(None),
        _ => Err(Unfit::Act(word)),
    }
}

/// The percent that a cell holds: 60, 60%, ６０％, and 0.6 as spreadsheets keep 60%.
fn percent(written: &str) -> Result<Option<u8>, Unfit> {
    /// What a spreadsheet adds to a number by keeping it in binary.
    const SLACK: f64 = 1e-9;
    let narrow: String = clean(written).chars().map(half_width).collect();
    let narrow = narrow.replace(char::is_whitespace, "");
    if narrow.is_empty() {
        return Ok(None);
    }
    let unfit = || Unfit::Percent(clean(written).trim().to_owned());
    let (digits, is_share) = match narrow.strip_suffix('%') {
        Some(digits) => (digits, true),
        None => (narrow.as_str(), false),
    };
    let is_plain = digits.chars().all(|it| it.is_ascii_digit() || it == '.');
    let number: f64 = digits
        .parse()
        .ok()
        .filter(|it: &f64| is_plain && it.is_finite())
        .ok_or_else(unfit)?;
    let number = if !is_share && number > 0.0 && number < 1.0 {
        number * 100.0
    } else {
        number
    };
    let whole = (0..=100_u8).find(|it| (f64::from(*it) - number).abs() < SLACK * 100.0);
    whole.map(Some).ok_or_else(unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percent_is_read_however_it_is_written() {
        for (written, read) in [
            ("", None),
            (" \n", None),
            ("60", Some(60)),
            ("60.0", Some(60)),
            (" 60 % ", Some(60)),
            ("６０％", Some(60)),
            ("0.6", Some(60)),
            ("0.29", Some(29)),
            ("0.57", Some(57)),
            ("0", Some(0)),
            ("1", Some(1)),
            ("1%", Some(1)),
            ("100%", Some(100)),
            ("56.99999999999999%", Some(57)),
        ] {
            assert_eq!(percent(written), Ok(read), "{written}");
        }
        for nonsense in [
            "101", "-1", "－5", "60.5", "0.655", "一半", "1e1", "NaN", "inf", "%", "60%%", "6O",
            "200%",
        ] {
            let refused = percent(nonsense);
            assert!(
                matches!(refused, Err(Unfit::Percent(_))),
                "{nonsense}: {refused:?}"
            );
        }
    }

    fn answer(act: &str, percent: &str, text: &str) -> Answer {
        Answer {
            act: act.to_owned(),
            percent: percent.to_owned(),
            text: text.to_owned(),
            ..Answer::default()
        }
    }

    #[test]
    fn what_is_filled_in_makes_acts() {
        use Status::{Assigned, InProgress};
        for (status, filled, acts) in [
            (Assigned, ("签收", "", ""), "签收"),
            (Assigned, ("进行中", "", ""), "签收"),
            (Assigned, ("签收", "20", "已开会"), "签收 反馈"),
            (Assigned, ("退还", "", "不归我们"), "退还"),
            (Assigned, ("", "", "已开会"), "反馈"),
            (InProgress, ("", "60", "已开会"), "反馈"),
            (InProgress, (" 反 馈", "", "已开会"), "反馈"),
            (InProgress, ("进行中", "", "已开会"), "反馈"),
            (InProgress, ("申请办结", "", ""), "申请办结"),
            (InProgress, ("待审核", "100", "全部完成"), "申请办结"),
        ] {
            let (act, percent, text) = filled;
            let wish = answer(act, percent, text).wish(status).unwrap().unwrap();
            let told: Vec<&str> = wish.acts.iter().map(|it| it.label()).collect();
            assert_eq!(told.join(" "), acts, "{filled:?}");
        }
        for (status, act) in [
            (InProgress, ""),
            (InProgress, "进行中"),
            (Assigned, "待签收"),
        ] {
            assert_eq!(answer(act, " ", "\u{200b}\n").wish(status), Ok(None));
        }
    }

    #[test]
    fn what_makes_no_act_is_refused() {
        for (filled, unfit) in [
            (("完成啦", "", ""), Unfit::Act("完成啦".to_owned())),
            (("已办结", "", "办完了"), Unfit::Act("已办结".to_owned())),
            (("", "60", ""), Unfit::Text),
            (("反馈", "", ""), Unfit::Text),
            (("签收", "20", ""), Unfit::Text),
            (("退还", "", ""), Unfit::Reason),
            (("退还", "20", "不归我们"), Unfit::DeclinedPercent),
            (("反馈", "一半", "开会"), Unfit::Percent("一半".to_owned())),
        ] {
            let (act, percent, text) = filled;
            let found = answer(act, percent, text).wish(Status::InProgress);
            assert_eq!(found, Err(unfit.clone()));
            assert!(unfit.hint().ends_with('。') && !unfit.to_string().contains('。'));
        }
    }

    #[test]
    fn nothing_is_lost_where_one_text_is_kept() {
        let mut answer = answer("退还", "", "不归我们。");
        for (column, words) in [
            (Column::Problems, "缺人"),
            (Column::Next, "请改派"),
            (Column::Evidence, "文〔2020〕1号"),
        ] {
            answer.write(column, words.to_owned()).unwrap();
        }
        assert!(answer.write(Column::Title, "题".to_owned()).is_err());
        assert_eq!(
            answer.in_one(),
            "不归我们；存在问题：缺人；下一步：请改派；佐证：文〔2020〕1号"
        );
        assert_eq!(answer.written().len(), 5);
    }
}
