//! The demo: a file with all built-in plans and two years of life, made up but always the same.
//!
//! Everything goes through the acts of this layer, so that the record is as whole as a real one. `fate` decides what
//! becomes of a task, `figures` what indicators read, `words` what people write; none of them rolls but with [`Dice`].

mod fate;
mod figures;
mod words;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::clock::Clock;
use super::error::Error;
use super::indicators::note;
use super::record::Recorder;
use super::work::{Desk, SYSTEM};
use super::workspace::{Remake, Scope, Step};
use super::{App, Command, Settings, builtin};
use crate::domain::department::Department;
use crate::domain::filter::{Filter, Window};
use crate::domain::id::{DepartmentId, IndicatorId, MeasureId, TaskId};
use crate::domain::indicator::Reading;
use crate::domain::person::{Person, Role};
use crate::domain::status::{Status, Verb};
use crate::domain::task::Task;
use crate::text::digest::sha256;
use crate::text::pinyin;

/// The login of the coordinator as whom the demo opens.
pub const COORDINATOR: &str = "wangmin";

/// The plan that came when the office had worked for a year.
const LATE_PLAN: &str = "zhenan-2021";

/// The day that counts as today in the demo: the end of its two years.
pub fn today() -> NaiveDate {
    day(2022, 2, 28)
}

fn first_day() -> NaiveDate {
    day(2020, 3, 2)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// Makes the file of the demo, which must not be there yet.
///
/// # Errors
/// There is a file, or it can't be written.
pub fn make(path: &Path) -> Result<(), Error> {
    make_until(path, today())
}

/// The same, but its story ends on a day before, when both its plans were there.
pub(super) fn make_until(path: &Path, until: NaiveDate) -> Result<(), Error> {
    let settings = Settings {
        path: path.to_owned(),
        today: Some(today()),
        stand_in: None,
        key: None,
    };
    if !settings.is_first_run() {
        return Err(
            Error::user(format!("「{}」已经有了，演示不会改动它。", path.display()))
                .hinted("请另指定一个文件。"),
        );
    }
    App::fill(&settings, |app| {
        app.store.hurry()?;
        Life::new(app, until).live()
    })?;
    Ok(())
}

/// Even numbers that depend on what they are rolled for alone.
struct Dice(String);

impl Dice {
    /// A number from 0 to `sides` - 1, always the same for the same question.
    fn roll(&self, question: &str, sides: u64) -> u64 {
        let digest = sha256(format!("{}/{question}", self.0).as_bytes());
        let number = u64::from_str_radix(digest.get(..12).unwrap_or_default(), 16);
        number.unwrap_or_default() % sides.max(1)
    }

    /// Whether something happens that does so `percent` times in a hundred.
    fn happens(&self, question: &str, percent: u64) -> bool {
        self.roll(question, 100) < percent
    }

    /// One of several words.
    fn one_of<'w>(&self, question: &str, words: &[&'w str]) -> &'w str {
        let count = u64::try_from(words.len()).unwrap_or(1);
        let at = usize::try_from(self.roll(question, count)).unwrap_or(0);
        words.get(at).copied().unwrap_or_default()
    }
}

/// The liaison of each body that leads something.
type Liaisons = HashMap<DepartmentId, Person>;

/// Who does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// The coordinator who asks, chases and closes.
    Coordinator,
    /// The one who decides on extensions.
    Second,
    /// The liaison of the task's lead.
    Liaison,
}

/// What is done.
#[derive(Debug)]
enum Deed {
    /// An act on a task.
    Act(Box<Command>),
    /// A reading.
    Note(IndicatorId, Reading),
}

/// Something that happens on a day.
#[derive(Debug)]
struct Happening {
    day: NaiveDate,
    who: Who,
    /// Whose liaison, where it is one.
    lead: Option<DepartmentId>,
    deed: Deed,
}

/// The demo while it is made.
struct Life<'a> {
    app: &'a mut App,
    /// How much was done on the day that is made, for the time of the next.
    minutes: (NaiveDate, u32),
    /// The last day of its story.
    until: NaiveDate,
}

impl<'a> Life<'a> {
    fn new(app: &'a mut App, until: NaiveDate) -> Self {
        Self {
            app,
            minutes: (NaiveDate::MIN, 0),
            until,
        }
    }

    fn live(&mut self) -> Result<(), Error> {
        self.turn_to(first_day());
        self.app.person = person(COORDINATOR, "王敏", Role::Administrator, None);
        for (login, name, role) in [
            (COORDINATOR, "王敏", Role::Administrator),
            ("zhaolei", "赵磊", Role::Coordinator),
            ("zhouming", "周明", Role::Viewer),
        ] {
            self.app.put_person(login, Some(name), role, None)?;
        }
        let slugs: Vec<String> = builtin::list()?.into_iter().map(|it| it.0).collect();
        let (late, first): (Vec<String>, Vec<String>) =
            slugs.into_iter().partition(|it| it == LATE_PLAN);
        let mut liaisons = HashMap::new();
        self.take(&first)?;
        self.name_liaisons(&mut liaisons)?;
        self.turn_to(day(2021, 3, 15));
        self.take(&late)?;
        self.name_liaisons(&mut liaisons)?;
        let mut story = self.tell()?;
        story.extend(figures::readings(self.app)?);
        // The order of a day is the order in which it was told.
        story.sort_by_key(|it| it.day);
        self.happen(story, &liaisons)
    }

    /// The clock goes on to a working hour of a day.
    fn turn_to(&mut self, on: NaiveDate) {
        self.app.clock = Clock::still(working_hour(&mut self.minutes, on));
    }

    /// Loads plans; where they print no owner, gives the drafts to whom they probably belong.
    fn take(&mut self, slugs: &[String]) -> Result<(), Error> {
        self.app.seed(slugs)?;
        self.app.reload()?;
        for slug in slugs {
            let plan = self.app.get_plan(slug)?;
            let tasks = self.tasks(&Filter {
                plan: Some(plan.id),
                ..Filter::default()
            })?;
            for task in &tasks {
                if !is_a_groups(task, self.app) {
                    continue;
                }
                self.app.execute(&Command::new(task.id, Verb::Expand))?;
            }
            let mut leads: Vec<(MeasureId, Vec<(TaskId, String)>)> = Vec::new();
            for task in tasks.iter().filter(|it| it.state.status == Status::Draft) {
                let Some(advised) = self.app.advise(task)?.into_iter().next() else {
                    continue;
                };
                let measure = task.place.measure;
                match leads.last_mut() {
                    Some(last) if last.0 == measure => last.1.push((task.id, advised.name)),
                    _ => leads.push((measure, vec![(task.id, advised.name)])),
                }
            }
            for (measure, leads) in leads {
                // Some measures wait to be broken down still.
                if dice_of(slug, &measure.to_string()).happens("draft", 6) {
                    continue;
                }
                self.app.remake(&Step {
                    measure,
                    seen: None,
                    act: Remake::Lead { leads },
                })?;
                let preview = self.app.preview_assignment(measure, Scope::Measure)?;
                self.app.assign_previewed(&preview)?;
            }
        }
        Ok(())
    }

    fn tasks(&self, filter: &Filter) -> Result<Vec<Task>, Error> {
        let mut tasks = Vec::new();
        let today = self.app.today();
        self.app.store.read(|read| {
            read.each_task(filter, Window::ALL, today, |task| tasks.push(task.clone()))
        })?;
        Ok(tasks)
    }

    /// One liaison for every body that leads something and has none.
    fn name_liaisons(&mut self, liaisons: &mut Liaisons) -> Result<(), Error> {
        let known = liaisons.values().map(|it| it.login.clone());
        let mut logins: Vec<String> = known.collect();
        for line in self.app.list_departments()? {
            let Some(department) = self.app.directory.get(line.id).cloned() else {
                continue;
            };
            if liaisons.contains_key(&line.id) {
                continue;
            }
            let mut login = login_of(&department);
            while logins.contains(&login) {
                login.push('2');
            }
            let name = words::name(&dice_of("liaison", &department.name));
            let added =
                self.app
                    .put_person(&login, Some(&name), Role::Liaison, Some(&department.name))?;
            liaisons.insert(line.id, added);
            logins.push(login);
        }
        Ok(())
    }

    /// What happens to every task.
    fn tell(&self) -> Result<Vec<Happening>, Error> {
        let mut story = Vec::new();
        for task in self.tasks(&Filter::default())? {
            let begins = if task.place.slug == LATE_PLAN {
                day(2021, 3, 15)
            } else {
                first_day()
            };
            if task.state.status == Status::Assigned {
                story.extend(fate::of(&task, begins, &self.app.directory));
            }
        }
        Ok(story)
    }

    /// Everything in one transaction: nobody else looks at the file yet.
    fn happen(&mut self, story: Vec<Happening>, liaisons: &Liaisons) -> Result<(), Error> {
        let coordinator = person(COORDINATOR, "王敏", Role::Administrator, None);
        let second = person("zhaolei", "赵磊", Role::Coordinator, None);
        let (mut minutes, until) = (self.minutes, self.until);
        let App {
            store, directory, ..
        } = &mut *self.app;
        store.write(|write| {
            // In the order of days, and of one day in the order in which it was told.
            let mut told = 0..;
            let mut queue: BTreeMap<(NaiveDate, usize), Happening> = story
                .into_iter()
                .zip(&mut told)
                .map(|(it, at)| ((it.day, at), it))
                .collect();
            let mut kept_up = NaiveDate::MIN;
            while let Some((_, happening)) = queue.pop_first() {
                let today = happening.day;
                if today > until {
                    break;
                }
                let lead = happening.lead.map(|it| directory.current(it, today));
                let desk = Desk {
                    write,
                    at: working_hour(&mut minutes, today),
                    today,
                    person: match happening.who {
                        Who::Coordinator => &coordinator,
                        Who::Second => &second,
                        Who::Liaison => {
                            let known = lead.and_then(|it| liaisons.get(&it));
                            known.unwrap_or(&coordinator)
                        }
                    },
                    directory,
                    step: std::cell::Cell::new(None),
                };
                let mut made = Vec::new();
                if kept_up != today {
                    kept_up = today;
                    made = keep_up(&desk)?;
                }
                match happening.deed {
                    Deed::Act(command) => {
                        desk.execute(&command)?;
                        if command.verb == Verb::Sign {
                            made.extend(newest(&desk, command.task)?);
                        }
                    }
                    Deed::Note(indicator, reading) => note(&desk, indicator, &reading)?,
                }
                for id in made {
                    let Some(task) = write.find_task(id)? else {
                        continue;
                    };
                    let more = fate::of_occurrence(&task, today, directory);
                    queue.extend(
                        more.into_iter()
                            .zip(&mut told)
                            .map(|(it, at)| ((it.day, at), it)),
                    );
                }
            }
            Ok(())
        })
    }
}

/// Makes what the recurring duties owe on a new day.
fn keep_up(desk: &Desk<'_>) -> Result<Vec<TaskId>, Error> {
    let mut recorder = Recorder::new(desk.write, desk.at, desk.today, SYSTEM);
    recorder.is_lasting = true;
    desk.make_owed(&recorder, None)
}

/// The occurrence that signing for a duty has made.
fn newest(desk: &Desk<'_>, duty: TaskId) -> Result<Option<TaskId>, Error> {
    let made = desk.write.list_occurrences(duty)?;
    Ok(made.last().map(|it| it.task))
}

/// The next working minute of a day: nine in the morning in China, and on.
fn working_hour(minutes: &mut (NaiveDate, u32), on: NaiveDate) -> DateTime<Utc> {
    *minutes = if minutes.0 == on {
        (on, minutes.1 + 1)
    } else {
        (on, 0)
    };
    // 9:00 in China is 1:00 UTC; eight hours of work hold more than any day of the demo has.
    let time = NaiveTime::from_hms_opt(1 + (minutes.1 / 60) % 8, minutes.1 % 60, 0);
    on.and_time(time.unwrap_or_default()).and_utc()
}

fn dice_of(kind: &str, what: &str) -> Dice {
    Dice(format!("{kind}/{what}"))
}

fn person(login: &str, name: &str, role: Role, department: Option<DepartmentId>) -> Person {
    Person {
        login: login.to_owned(),
        name: name.to_owned(),
        role,
        departments: department.into_iter().collect(),
        retired_on: None,
    }
}

/// The initials of a body, without the city: wjw.
fn login_of(department: &Department) -> String {
    let short = department.short_name.trim_start_matches('市');
    pinyin::initials(short).to_lowercase()
}

/// Whether a group leads a task whose members are known.
fn is_a_groups(task: &Task, app: &App) -> bool {
    let members = |lead| app.directory.members(task.place.plan, lead);
    task.state
        .lead
        .is_some_and(|lead| !members(lead).is_empty())
}

/// The demo's file, made once for all tests.
#[cfg(test)]
pub fn bytes() -> &'static [u8] {
    static MADE: std::sync::LazyLock<Vec<u8>> = std::sync::LazyLock::new(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.db");
        make(&path).unwrap();
        std::fs::read(path).unwrap()
    });
    &MADE
}

/// The demo in a file of its own, as its coordinator sees it.
#[cfg(test)]
pub fn office() -> (tempfile::TempDir, App) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.db");
    std::fs::write(&path, bytes()).unwrap();
    let app = App::open(&Settings {
        path,
        today: Some(today()),
        stand_in: Some(COORDINATOR.to_owned()),
        key: None,
    });
    (folder, app.unwrap())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::indicator::State;
    use crate::domain::light::Light;
    use crate::domain::term::{Pace, Term};

    fn made() -> (tempfile::TempDir, App) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("demo.db");
        make(&path).unwrap();
        let app = App::open(&Settings {
            path,
            today: Some(today()),
            stand_in: Some(COORDINATOR.to_owned()),
            key: None,
        });
        (folder, app.unwrap())
    }

    #[test]
    fn the_demo_has_something_of_everything_and_a_whole_record() {
        let (folder, app) = made();
        assert!(app.verify_record().unwrap() > 4_000);
        let count = |filter: Filter| app.count_tasks(&filter).unwrap();
        for light in Light::ALL {
            let filter = Filter {
                light: Some(light),
                ..Filter::default()
            };
            assert!(count(filter) >= 10, "{light:?}");
        }
        for status in Status::ALL {
            let filter = Filter {
                status: Some(status),
                ..Filter::default()
            };
            assert!(count(filter) >= 3, "{status:?}");
        }
        assert_eq!(app.list_plans().unwrap().len(), 5);
        for state in [State::Reached, State::Near, State::Short, State::Unknown] {
            let rows = app.list_indicators(None).unwrap();
            assert!(rows.iter().any(|it| it.1.state == state), "{state:?}");
        }
        let mut verbs: HashMap<Verb, usize> = HashMap::new();
        let (mut asked_late, mut waiting) = (0, 0);
        for row in app.list_tasks(&Filter::default(), Window::ALL).unwrap() {
            let page = app.task_page(row.id).unwrap();
            for event in &page.events {
                *verbs.entry(event.verb).or_default() += 1;
                assert!(event.day <= today() && event.at.date_naive() <= today());
            }
            asked_late += page.extensions.iter().filter(|it| it.is_late()).count();
            waiting += usize::from(page.task.state.asked.is_some());
        }
        for verb in [
            Verb::Sign,
            Verb::Decline,
            Verb::Report,
            Verb::Submit,
            Verb::Close,
            Verb::SendBack,
            Verb::Urge,
            Verb::Suspend,
            Verb::Cancel,
            Verb::AskExtension,
            Verb::Grant,
            Verb::Refuse,
            Verb::Expand,
        ] {
            assert!(verbs.get(&verb).is_some_and(|it| *it >= 3), "{verb:?}");
        }
        assert!(asked_late >= 3 && waiting >= 3, "{asked_late} {waiting}");
        let last = app
            .weekly(Term::of(Pace::Week, today()).previous(), None, None)
            .unwrap();
        assert!(!last.reported.is_empty() && !last.overdue.is_empty() && !last.silent.is_empty());
        // Rows stand for records of which nothing is told: no figure and no line changes.
        let department = app.list_departments().unwrap()[1].id;
        for term in ["2022-W09", "2022-01", "2020-W30"] {
            let term = Term::parse(term).unwrap();
            for only in [None, Some(department)] {
                let weekly = app.weekly(term, None, only).unwrap();
                assert_eq!(weekly, app.weekly_from_all(term, only), "{term:?}");
            }
        }
        drop(folder);
    }

    #[test]
    fn it_is_the_same_each_time() {
        let record = |app: &App| {
            let rows = app.list_tasks(&Filter::default(), Window::ALL).unwrap();
            let pages = rows.iter().map(|it| app.task_page(it.id).unwrap());
            pages
                .map(|it| format!("{:?}", (it.task, it.events)))
                .collect::<Vec<_>>()
        };
        let ((_a, first), (_b, second)) = (made(), made());
        assert_eq!(record(&first), record(&second));
    }

    #[test]
    fn a_file_that_is_there_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.db");
        std::fs::write(&path, "mine").unwrap();
        assert!(make(&path).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"mine");
    }
}
