//! The course of a task: how it stood, day after day, and whose days were red.

use chrono::NaiveDate;

use crate::domain::day::later;
use crate::domain::department::Directory;
use crate::domain::event::Event;
use crate::domain::id::DepartmentId;
use crate::domain::light::Light;
use crate::domain::status::Status;

/// Days on which a task stood the same.
#[derive(Clone, Copy, Debug)]
pub struct Stretch<'e> {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
    /// The event after which it stood so.
    pub event: &'e Event,
}

impl Stretch<'_> {
    /// Who answered for the task then, under the name of a later day.
    pub fn lead(&self, directory: &Directory, day: NaiveDate) -> Option<DepartmentId> {
        let lead = self.event.after.lead?;
        Some(directory.current(lead, day))
    }
}

/// How a task stood until the end of a day, stretch after stretch without a gap; the same that `event::state_on` says
/// of each day.
pub fn course(events: &[Event], until: NaiveDate) -> Vec<Stretch<'_>> {
    let mut by_day: Vec<(NaiveDate, usize)> = events
        .iter()
        .enumerate()
        .filter(|(_, event)| event.day <= until)
        .map(|(at, event)| (event.day, at))
        .collect();
    by_day.sort_unstable();
    let mut course: Vec<(Stretch<'_>, usize)> = Vec::new();
    for (day, at) in by_day {
        match course.last_mut() {
            // Written down earlier, though it counts for a later day: what was written last says how the task stands.
            Some((_, newest)) if *newest > at => {}
            Some((stretch, newest)) if stretch.from == day => {
                (stretch.event, *newest) = (&events[at], at);
            }
            before => {
                if let Some((stretch, _)) = before {
                    stretch.to = day.pred_opt().unwrap_or(day);
                }
                let stretch = Stretch {
                    from: day,
                    to: until,
                    event: &events[at],
                };
                course.push((stretch, at));
            }
        }
    }
    course.into_iter().map(|it| it.0).collect()
}

/// Days in one status under one lead, as one run however many events lie between.
#[derive(Clone, Copy, Debug)]
pub struct Run<'e> {
    /// Who answered.
    pub lead: DepartmentId,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// The event that ended it; `None` where it lasts.
    pub ended: Option<&'e Event>,
}

/// The runs in which a task stood in a status.
pub fn runs<'e>(
    course: &[Stretch<'e>],
    status: Status,
    directory: &Directory,
    day: NaiveDate,
) -> Vec<Run<'e>> {
    let mut runs: Vec<Run<'e>> = Vec::new();
    let mut is_open = false;
    for stretch in course {
        let lead = stretch.lead(directory, day);
        let lead = lead.filter(|_| stretch.event.after.status == status);
        if is_open && let Some(run) = runs.last_mut() {
            if lead == Some(run.lead) {
                run.to = stretch.to;
                continue;
            }
            run.ended = Some(stretch.event);
        }
        is_open = lead.is_some();
        runs.extend(lead.map(|lead| Run {
            lead,
            from: stretch.from,
            to: stretch.to,
            ended: None,
        }));
    }
    runs
}

/// The red days of one lead.
#[derive(Clone, Copy, Debug)]
pub struct Red<'e> {
    /// Who answered.
    pub lead: DepartmentId,
    /// How many days.
    pub days: i64,
    /// The last day that was in force when the last of them passed.
    pub last_day: NaiveDate,
    /// The event that ended them; `None` where they last.
    pub ended: Option<&'e Event>,
}

/// The red days of a task since a day, lead by lead; those on which it waits for its review only where they count.
///
/// The day that ends them is one of them: what was due on the 1st and closed on the 3rd is two days late.
pub fn reds<'e>(
    course: &[Stretch<'e>],
    since: NaiveDate,
    count_review: bool,
    (directory, until): (&Directory, NaiveDate),
) -> Vec<Red<'e>> {
    // Whose red day it is, while a task stands like this.
    let red_of = |stretch: &Stretch<'_>, day| {
        let state = &stretch.event.after;
        let is_counted = count_review || state.status != Status::Submitted;
        let is_red = is_counted && state.paper_light(day) == Light::Overdue;
        let lead = stretch.lead(directory, until).filter(|_| is_red)?;
        Some((lead, state.last_day?))
    };
    let mut reds: Vec<Red<'e>> = Vec::new();
    for (at, stretch) in course.iter().enumerate() {
        let next = course.get(at + 1);
        let after = next.and_then(|it| red_of(it, it.from));
        let end = match next {
            Some(next) if after.is_none() => next.from,
            _ => stretch.to,
        };
        let Some((lead, last_day)) = red_of(stretch, end) else {
            continue;
        };
        let first = later(last_day, 1).max(stretch.from).max(since);
        if first > end {
            continue;
        }
        let days = (end - first).num_days() + 1;
        let goes_on = after.is_some_and(|it| it.0 == lead);
        let ended = next.filter(|_| !goes_on).map(|it| it.event);
        match reds.iter_mut().find(|it| it.lead == lead) {
            Some(red) => {
                red.days += days;
                (red.last_day, red.ended) = (last_day, ended);
            }
            None => reds.push(Red {
                lead,
                days,
                last_day,
                ended,
            }),
        }
    }
    reds
}
