//! What becomes of a task of the demo.

use chrono::{Datelike, Days, NaiveDate};

use super::{Deed, Dice, Happening, Who, today, words};
use crate::app::{Assignment, Command};
use crate::domain::department::Directory;
use crate::domain::recurrence::Recurrence;
use crate::domain::status::Verb;
use crate::domain::task::Task;

/// How a task ends, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Closed on a day.
    Done(NaiveDate),
    /// Worked on still.
    Open,
    /// No longer reported on.
    Silent,
    /// Not even signed.
    Unsigned,
    Suspended(NaiveDate),
    Cancelled(NaiveDate),
}

/// What happens to a task from the day on which it is given out.
pub fn of(task: &Task, begins: NaiveDate, directory: &Directory) -> Vec<Happening> {
    let mut told = Story::new(task, directory);
    told.tell(begins);
    told.happenings.retain(|it| it.day <= today());
    told.happenings
}

/// What happens to one occurrence of a recurring duty from the day on which it is made.
pub fn of_occurrence(task: &Task, made: NaiveDate, directory: &Directory) -> Vec<Happening> {
    let mut told = Story::new(task, directory);
    let last_day = task.state.last_day.unwrap_or(made);
    let end = match told.dice.roll("end", 100) + told.slack {
        0..78 => End::Done(working(
            before(last_day, told.dice.roll("early", 12)).max(made),
        )),
        78..98 => End::Done(after(last_day, 2 + told.dice.roll("late", 40))),
        _ => End::Silent,
    };
    told.work(made, end);
    told.happenings
        .retain(|it| (made..=today()).contains(&it.day));
    told.happenings
}

impl<'a> Story<'a> {
    fn new(task: &'a Task, directory: &Directory) -> Self {
        let place = &task.place;
        let dice = Dice(format!(
            "fate/{}/{}/{}/{}",
            place.slug, place.measure_number, place.measure_title, task.promise.title
        ));
        // Some departments are slower than others, and some hardly report.
        let lead = task
            .state
            .lead
            .map_or("", |it| directory.current_name(it, today()));
        let office = Dice(format!("office/{lead}"));
        Self {
            task,
            dice,
            slack: office.roll("slack", 12),
            is_quiet: office.happens("quiet", 12),
            last_day: task.state.last_day,
            happenings: Vec::new(),
        }
    }
}

struct Story<'a> {
    task: &'a Task,
    dice: Dice,
    slack: u64,
    is_quiet: bool,
    /// The last day in force as the story goes on.
    last_day: Option<NaiveDate>,
    happenings: Vec<Happening>,
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    working(day.checked_add_days(Days::new(days)).unwrap_or(day))
}

fn before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

/// The same day, or the Monday behind a weekend.
fn working(day: NaiveDate) -> NaiveDate {
    let rest = 7_u64.saturating_sub(u64::from(day.weekday().num_days_from_monday()));
    if rest <= 2 {
        day.checked_add_days(Days::new(rest)).unwrap_or(day)
    } else {
        day
    }
}

impl Story<'_> {
    fn add(&mut self, day: NaiveDate, who: Who, command: Command) {
        self.happenings.push(Happening {
            day,
            who,
            lead: self.task.state.lead,
            deed: Deed::Act(Box::new(command)),
        });
    }

    fn act(&self, verb: Verb) -> Command {
        Command::new(self.task.id, verb)
    }

    fn tell(&mut self, begins: NaiveDate) {
        let mut signed = after(begins, 1 + self.dice.roll("sign", 14));
        if self.dice.happens("declined", 2) {
            let reason = words::declined(&self.dice);
            self.add(signed, Who::Liaison, self.act(Verb::Decline).text(reason));
            signed = after(signed, 4);
            let again = self.act(Verb::Assign).text(words::given_again());
            self.add(signed, Who::Coordinator, again);
            signed = after(signed, 2);
        }
        let end = self.end(signed);
        if end == End::Unsigned {
            self.urge(after(signed, 30), 2);
            return;
        }
        self.add(signed, Who::Liaison, self.act(Verb::Sign));
        self.extend(signed, end);
        self.work(signed, end);
    }

    /// How it ends; the nearer the last day, the likelier.
    fn end(&self, signed: NaiveDate) -> End {
        let dice = &self.dice;
        // What people should do every week is nothing that an office reports on every week.
        if self.task.promise.recurrence == Some(Recurrence::Weekly) {
            return End::Suspended(after(signed, 3));
        }
        let middle = after(signed, 90 + dice.roll("middle", 300));
        match dice.roll("end", 100) {
            0..3 => return End::Unsigned,
            3..5 => return End::Suspended(middle),
            5..6 => return End::Cancelled(middle),
            // Submitted in the last days, and looked at tomorrow.
            6..8 => return End::Done(after(today(), 1 + dice.roll("submitted", 2))),
            _ => {}
        }
        let Some(last_day) = self.last_day.filter(|it| *it <= after(today(), 45)) else {
            return match dice.roll("far", 100) {
                0..18 => End::Done(after(signed, 200 + dice.roll("days", 560))),
                18..26 => End::Silent,
                _ => End::Open,
            };
        };
        let soon = after(signed, 40 + dice.roll("soon", 160));
        let in_time = before(last_day, dice.roll("early", 70));
        match dice.roll("near", 100) + self.slack {
            0..66 => End::Done(working(in_time.max(soon))),
            66..88 => End::Done(after(last_day.max(soon), 10 + dice.roll("late", 300))),
            88..102 => End::Open,
            _ => End::Silent,
        }
    }

    /// Asks for a later last day, where there is one that presses.
    fn extend(&mut self, signed: NaiveDate, end: End) {
        let Some(last_day) = self.last_day else {
            return;
        };
        let closes = match end {
            End::Done(on) => on,
            End::Open => today(),
            _ => return,
        };
        let is_recent = last_day <= after(today(), 60);
        if !is_recent
            || !self
                .dice
                .happens("asks", if end == End::Open { 85 } else { 22 })
            || closes <= last_day
        {
            return;
        }
        let waits = end == End::Open && self.dice.happens("waits", 30);
        let (asked, to) = if end == End::Open {
            // It presses now: asked in the last months, for a day soon to come.
            let ago = if waits {
                1 + self.dice.roll("asked", 14)
            } else {
                30 + self.dice.roll("asked", 90)
            };
            (
                before(today(), ago),
                after(today(), 3 + self.dice.roll("to", 70)),
            )
        } else if self.dice.happens("asked-late", 30) {
            let asked = after(last_day, 3 + self.dice.roll("asked", 20));
            (asked, after(asked, 60 + 30 * self.dice.roll("to", 5)))
        } else {
            let asked = before(last_day, 4 + self.dice.roll("asked", 25));
            (asked, after(last_day, 60 + 30 * self.dice.roll("to", 5)))
        };
        let asked = working(asked.max(after(signed, 20)));
        let to = to.max(after(asked, 30));
        let request = Command {
            assignment: Assignment {
                due: Some(to.to_string()),
                ..Assignment::default()
            },
            ..self
                .act(Verb::AskExtension)
                .text(words::postponed(&self.dice))
        };
        // Whoever is closed by then asks no more.
        let decided = after(asked, 2 + self.dice.roll("decided", 6));
        if decided >= closes {
            return;
        }
        self.add(asked, Who::Liaison, request);
        if waits {
            return;
        }
        if self.dice.happens("refused", 25) {
            let opinion = words::not_postponed(&self.dice);
            self.add(decided, Who::Second, self.act(Verb::Refuse).text(opinion));
        } else {
            let opinion = words::document(&self.dice, decided.year());
            self.add(decided, Who::Second, self.act(Verb::Grant).text(opinion));
            self.last_day = Some(to);
        }
    }

    /// Reports until it ends, then the end.
    fn work(&mut self, signed: NaiveDate, end: End) {
        let stops = match end {
            End::Done(on) => before(on, 12),
            End::Suspended(on) | End::Cancelled(on) => on,
            End::Silent => after(signed, 120 + self.dice.roll("silent", 240)),
            End::Open | End::Unsigned => today(),
        };
        let aim = match (end, self.last_day) {
            (End::Done(on), _) => on,
            (_, Some(day)) => after(day, 90),
            (_, None) => after(today(), 900),
        };
        let each = if self.is_quiet {
            320
        } else {
            95 + self.dice.roll("each", 90)
        };
        let mut on = after(signed, 12 + self.dice.roll("first", u64::min(each, 80)));
        let (mut reached, mut count) = (0, 0);
        while on < stops {
            count += 1;
            let way = (aim - signed).num_days().max(1);
            let percent = ((on - signed).num_days() * 100 / way).clamp(5, 95);
            let percent = percent.max(reached);
            reached = percent;
            let text = words::report(&self.dice, count, percent, &self.task.promise.target);
            let report = Command {
                percent: Some(percent),
                ..self.act(Verb::Report).text(text)
            };
            self.add(on, Who::Liaison, report);
            on = after(on, each + self.dice.roll(&format!("{on} next"), 30));
        }
        self.finish(signed, end);
    }

    fn finish(&mut self, signed: NaiveDate, end: End) {
        match end {
            End::Done(on) => {
                if self.dice.happens("returned", 9) && before(on, 30) > signed {
                    let first = working(before(on, 11));
                    self.submit(first);
                    let reason = words::returned(&self.dice);
                    self.add(
                        after(first, 3),
                        Who::Coordinator,
                        self.act(Verb::SendBack).text(reason),
                    );
                }
                let submitted = working(before(on, 4));
                self.submit(submitted.max(signed));
                self.add(
                    on.max(after(submitted, 1)),
                    Who::Coordinator,
                    self.act(Verb::Close),
                );
            }
            End::Suspended(on) => {
                let why = if self.task.promise.recurrence == Some(Recurrence::Weekly) {
                    "面向群众的倡导，不逐周督办，暂缓。"
                } else {
                    "等待省级标准出台，暂缓办理。"
                };
                self.add(on, Who::Coordinator, self.act(Verb::Suspend).text(why));
            }
            End::Cancelled(on) => {
                let basis = format!("并入其他项目，{}", words::document(&self.dice, on.year()));
                self.add(on, Who::Coordinator, self.act(Verb::Cancel).text(basis));
            }
            End::Open | End::Silent => {
                if let Some(last_day) = self.last_day {
                    self.urge(after(last_day.max(signed), 15), 2);
                }
            }
            End::Unsigned => {}
        }
    }

    fn submit(&mut self, on: NaiveDate) {
        let submission = Command {
            percent: Some(100),
            ..self.act(Verb::Submit).text(words::submission(&self.dice))
        };
        self.add(on, Who::Liaison, submission);
    }

    fn urge(&mut self, from: NaiveDate, times: u64) {
        for at in 0..times {
            let on = after(from, at * (60 + self.dice.roll("urge", 120)));
            let text = words::urge(&self.dice, &format!("urge {at}"));
            self.add(on, Who::Coordinator, self.act(Verb::Urge).text(text));
        }
    }
}
