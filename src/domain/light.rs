//! Lights (红黄绿蓝灰): derived from status, last day and today, never stored.

use chrono::NaiveDate;
use serde::Serialize;

use super::own_way::OwnWay;
use super::status::Status;

/// A task's light: a word and a colour, never a colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[doc(alias = "灯")]
pub enum Light {
    /// 蓝: closed.
    Done,
    /// 红: open, and today is after the last day.
    Overdue,
    /// 黄: open, and the last day is near.
    DueSoon,
    /// 绿: open, and the last day is further off, or there is none.
    OnTrack,
    /// 灰: draft, suspended or cancelled.
    Idle,
}

impl Light {
    /// Every light, the most pressing first.
    pub const ALL: [Self; 5] = [
        Self::Overdue,
        Self::DueSoon,
        Self::OnTrack,
        Self::Done,
        Self::Idle,
    ];

    /// The days before the last day from which a task counts as due soon, today included: on papers, and on the screen of
    /// whoever has chosen no other ([`OwnWay`]).
    pub const SOON_DAYS: u64 = 30;

    /// The light of a task on a day, on a person's own screen.
    pub fn of(status: Status, last_day: Option<NaiveDate>, today: NaiveDate) -> Self {
        Self::by(status, last_day, today, OwnWay::now())
    }

    /// The light of a task on a day, as papers have it.
    pub fn on_paper(status: Status, last_day: Option<NaiveDate>, today: NaiveDate) -> Self {
        Self::by(status, last_day, today, OwnWay::PAPER)
    }

    fn by(status: Status, last_day: Option<NaiveDate>, today: NaiveDate, way: OwnWay) -> Self {
        match (status, last_day) {
            (Status::Done, _) => Self::Done,
            (status, _) if !status.is_open() => Self::Idle,
            (_, Some(last_day)) if today > last_day => Self::Overdue,
            (_, Some(last_day)) if last_day <= way.soon(today) => Self::DueSoon,
            _ => Self::OnTrack,
        }
    }

    /// The word a user reads: 红 黄 绿 蓝 灰.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "蓝",
            Self::Overdue => "红",
            Self::DueSoon => "黄",
            Self::OnTrack => "绿",
            Self::Idle => "灰",
        }
    }

    /// The light that a word names.
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|light| light.label() == word)
    }
}

/// Days from the last day to today: positive when overdue, 0 on the last day, negative before it.
pub fn days_past(last_day: NaiveDate, today: NaiveDate) -> i64 {
    (today - last_day).num_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;

    #[test]
    fn the_last_day_itself_is_in_time() {
        for (status, last_day, today, light) in [
            (Status::InProgress, "2020-12-31", "2020-12-31", "黄"),
            (Status::InProgress, "2020-12-31", "2021-01-01", "红"),
            (Status::Assigned, "2020-12-31", "2021-01-01", "红"),
            (Status::Submitted, "2020-12-31", "2021-01-01", "红"),
            (Status::InProgress, "2020-12-31", "2020-12-01", "黄"),
            (Status::InProgress, "2020-12-31", "2020-11-30", "绿"),
            (Status::Done, "2020-12-31", "2021-01-01", "蓝"),
            (Status::Draft, "2020-12-31", "2021-01-01", "灰"),
            (Status::Suspended, "2020-12-31", "2021-01-01", "灰"),
            (Status::Cancelled, "2020-12-31", "2021-01-01", "灰"),
        ] {
            let found = Light::of(status, parse_day(last_day), parse_day(today).unwrap());
            assert_eq!(found.label(), light, "{status:?} {last_day} {today}");
            assert_eq!(Light::find(light), Some(found));
        }
    }

    #[test]
    fn no_last_day_is_on_track() {
        assert_eq!(
            Light::of(Status::InProgress, None, NaiveDate::MAX),
            Light::OnTrack
        );
    }

    #[test]
    fn overdue_by_one_day_on_the_day_after() {
        let last_day = parse_day("2020-12-31").unwrap();
        assert_eq!(days_past(last_day, parse_day("2021-01-01").unwrap()), 1);
        assert_eq!(days_past(last_day, last_day), 0);
    }
}
