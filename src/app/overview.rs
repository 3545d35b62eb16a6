//! The overview (总览): its counts, the record behind those of the past, and the tasks behind each.

use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::App;
use super::error::Error;
use crate::domain::filter::{Filter, Order};
use crate::domain::id::{EventId, PlanId, SectionId, TaskId};
use crate::domain::light::Light;
use crate::domain::overview::{
    Behind, BranchLine, BurnDown, Compared, Due, DueLine, Kind, Overview, Passed, PlanLine,
    Progress, Rewind, Shift, Side, Turn, eve, light, month_ends, rank,
};
use crate::domain::status::Status;
use crate::store::Read;

/// From so many tasks on, the overview takes longer to count than a key may take.
const MANY: usize = 50_000;

/// What the record tells for the overview, read a part at a time.
#[derive(Debug)]
pub struct LookBack {
    today: NaiveDate,
    eve: NaiveDate,
    hides_drafts: bool,
    /// How many there are now of each kind.
    now: [usize; 4],
    /// From the first event that is needed to the first that was read.
    left: std::ops::Range<EventId>,
    /// The first event of this week.
    week: EventId,
    /// Until the week is read.
    rewind: Option<Rewind>,
    shift: Shift,
    /// Until everything is.
    burn_down: Option<BurnDown>,
    /// This week against last, in the order of [`Kind::ALL`], once it is known.
    pub compared: Option<[Compared; 4]>,
    /// How many tasks were open at the end of each month, the earliest first, once it is known.
    pub course: Option<Vec<(NaiveDate, usize)>>,
}

impl LookBack {
    /// Whether everything was read.
    pub fn is_done(&self) -> bool {
        self.course.is_some()
    }

    fn take(&mut self, turn: &Turn) {
        if let Some(burn_down) = &mut self.burn_down {
            burn_down.take(turn);
        }
        let passed = match &mut self.rewind {
            Some(rewind) if turn.id >= self.week => rewind.take(turn),
            _ => None,
        };
        if let Some(passed) = passed {
            self.add(passed);
        }
    }

    fn add(&mut self, passed: Passed) {
        if counts(passed, self.hides_drafts) {
            self.shift.add(passed, (self.eve, self.today));
        }
    }
}

/// Whether a task counts for whoever may see no drafts.
fn counts(passed: Passed, hides_drafts: bool) -> bool {
    !(hides_drafts && passed.now.status == Status::Draft)
}

impl App {
    /// Whether the file is so large that the overview had better be counted while the hand rests.
    pub fn is_large(&self) -> Result<bool, Error> {
        Ok(self.store.read(|read| read.last_task())? >= MANY)
    }

    /// The overview as it stands now.
    pub fn overview(&self) -> Result<Overview, Error> {
        let today = self.today();
        let departments = self.list_departments()?;
        let plans = self.list_plans()?;
        self.store.read(|read| {
            let statuses = read.count_statuses()?;
            let count = |is: &dyn Fn(Status) -> bool| -> usize {
                let all = statuses.iter().filter(|it| is(it.1));
                all.map(|it| it.2).sum()
            };
            let now = |filter: &Filter| read.count_tasks(&self.visible(filter), today);
            let overdue = now(&light(Light::Overdue))?;
            let soon = now(&light(Light::DueSoon))?;
            let open = count(&Status::is_open);
            let drafts = if self.hides_drafts() {
                count(&|it| it == Status::Draft)
            } else {
                0
            };
            let done = count(&|it| it == Status::Done);
            let all = count(&|_| true);
            let late: HashMap<PlanId, usize> = match plans.as_slice() {
                // The usual case needs no look at the tasks themselves.
                [only] => HashMap::from([(only.id, overdue)]),
                _ => read.count_overdue(today)?.into_iter().collect(),
            };
            let progress = |plan: PlanId| {
                let of = |is: &dyn Fn(Status) -> bool| -> usize {
                    let all = statuses.iter().filter(|it| it.0 == plan && is(it.1));
                    all.map(|it| it.2).sum()
                };
                Progress {
                    owned: of(&|it| crate::domain::filter::Stage::InForce.holds(it)),
                    done: of(&|it| it == Status::Done),
                    overdue: late.get(&plan).copied().unwrap_or(0),
                }
            };
            let mut due = Vec::new();
            for it in Due::around(today) {
                due.push(DueLine {
                    due: it,
                    open: now(&it.filter())?,
                    overdue: if it.is_past(today) {
                        now(&it.overdue_filter())?
                    } else {
                        0
                    },
                });
            }
            Ok(Overview {
                lights: [
                    overdue,
                    soon,
                    open.saturating_sub(overdue + soon),
                    done,
                    all.saturating_sub(open + done + drafts),
                ],
                plans: plans
                    .iter()
                    .map(|it| PlanLine {
                        plan: it.id,
                        title: it.title.clone(),
                        progress: progress(it.id),
                    })
                    .collect(),
                departments: rank(
                    departments
                        .iter()
                        .map(|it| (it.id, it.name.clone(), it.tally))
                        .collect(),
                ),
                due,
            })
        })
    }

    /// How far the parts of a plan are that stand directly in a section, or at its top.
    pub fn list_branches(
        &self,
        plan: PlanId,
        parent: Option<SectionId>,
    ) -> Result<Vec<BranchLine>, Error> {
        let today = self.today();
        self.store.read(|read| {
            let mut lines = Vec::new();
            if parent.is_none() {
                lines.extend(read.find_loose(plan, today)?);
            }
            lines.extend(read.list_branches(plan, parent, today)?);
            Ok(lines)
        })
    }

    /// Begins to look back from what was counted: nothing is read yet.
    pub fn look_back(&self, overview: &Overview) -> Result<LookBack, Error> {
        let today = self.today();
        let ends = month_ends(today);
        let eve = eve(today);
        let first = ends.first().copied().unwrap_or(today).min(eve);
        self.store.read(|read| {
            Ok(LookBack {
                today,
                eve,
                hides_drafts: self.hides_drafts(),
                now: overview.counts(),
                left: read.first_after(first)?..read.next_event()?,
                week: read.first_after(eve)?,
                rewind: Some(Rewind::new(eve)),
                shift: Shift::default(),
                burn_down: Some(BurnDown::new(ends, self.hides_drafts())),
                compared: None,
                course: None,
            })
        })
    }

    /// Looks back over so many events more.
    pub fn look_on(&self, look: &mut LookBack, most: usize) -> Result<(), Error> {
        if look.is_done() {
            return Ok(());
        }
        self.store.read(|read| {
            let more = read.each_turn(look.left.clone(), most, |turn| look.take(turn))?;
            look.left.end = more.unwrap_or(look.left.start);
            if look.left.end <= look.week
                && let Some(rewind) = look.rewind.take()
            {
                for passed in rewind.finish() {
                    look.add(passed);
                }
                look.compared = Some(self.compare(read, look)?);
            }
            if more.is_none()
                && let Some(burn_down) = look.burn_down.take()
            {
                look.course = Some(burn_down.finish(look.now[Kind::Open.place()]));
            }
            Ok(())
        })
    }

    fn compare(&self, read: &Read<'_>, look: &LookBack) -> Result<[Compared; 4], Error> {
        let mut all = [Compared::default(); 4];
        for (compared, kind) in all.iter_mut().zip(Kind::ALL) {
            let now = look.now[kind.place()];
            let side = |side: Side| -> Result<usize, Error> {
                let count = match base(kind, side, (look.eve, look.today)) {
                    // Of these, the calendar makes none.
                    (Some(_), _) if !kind.is_dated() => now,
                    (Some(filter), day) => read.count_tasks(&self.visible(&filter), day)?,
                    (None, _) => 0,
                };
                Ok(look.shift.apply(kind, side, count))
            };
            *compared = Compared {
                now,
                then: side(Side::Then)?,
                came: side(Side::Came)?,
                went: side(Side::Went)?,
            };
        }
        Ok(all)
    }

    /// The filter that shows the tasks behind a number.
    pub fn filter_behind(&self, behind: &Behind) -> Result<Filter, Error> {
        let (kind, side, day) = match behind {
            Behind::Now(filter) => return Ok((**filter).clone()),
            Behind::Past(kind, side, day) => (*kind, *side, *day),
        };
        let days = (day, self.today());
        self.store.read(|read| {
            let mut touched = BTreeSet::new();
            let mut changed: Vec<TaskId> = Vec::new();
            let mut rewind = Rewind::new(day);
            let mut take = |passed: Passed| {
                touched.insert(passed.task);
                if counts(passed, self.hides_drafts()) && passed.is(kind, side, days) {
                    changed.push(passed.task);
                }
            };
            let all = read.first_after(day)?..read.next_event()?;
            read.each_turn(all, usize::MAX >> 1, |turn| {
                if let Some(passed) = rewind.take(turn) {
                    take(passed);
                }
            })?;
            rewind.finish().for_each(take);
            let shown = |ids: Vec<TaskId>| Filter {
                ids: Some(Arc::from(ids)),
                order: Order::LastDay,
                ..Filter::default()
            };
            let mut all = read.list_dated(&shown(changed), days.1)?;
            if let (Some(filter), day) = base(kind, side, days) {
                let rest = read.list_dated(&self.visible(&filter), day)?.into_iter();
                all.extend(rest.filter(|it| !touched.contains(&it.1)));
            }
            // As Order::LastDay has it.
            all.sort_unstable_by_key(|it| (it.0.is_none(), *it));
            Ok(shown(all.into_iter().map(|it| it.1).collect()))
        })
    }
}

/// What the tasks as they stand now would show, and on which day.
fn base(
    kind: Kind,
    side: Side,
    (eve, today): (NaiveDate, NaiveDate),
) -> (Option<Filter>, NaiveDate) {
    match side {
        Side::Then => (Some(kind.filter()), eve),
        Side::Came => (kind.drifted_in(eve, today), today),
        Side::Went => (kind.drifted_out(eve, today), today),
    }
}

#[cfg(test)]
mod tests;
