//! Indicators: how they stand, and noting what they were in a year.

use chrono::{Datelike, NaiveDate};

use super::error::Error;
use super::query::actor_label;
use super::work::Desk;
use super::{App, Kind};
use crate::domain::department::Directory;
use crate::domain::id::{EventId, IndicatorId, PlanId};
use crate::domain::indicator::{Indicator, Reading, ReadingEvent, RowEvent, Standing};
use crate::domain::permission::{self, Figure, Ownership};
use crate::domain::person::Person;
use crate::domain::refusal::Refusal;
use crate::domain::status::Verb;
use crate::store::Read;
use crate::text::clean::clean_line;

/// No office has older figures.
const FIRST_YEAR: i32 = 1949;

/// An indicator with all that its page shows.
#[derive(Clone, Debug)]
pub struct IndicatorPage {
    /// The indicator.
    pub indicator: Indicator,
    /// How it stands today.
    pub standing: Standing,
    /// Its readings by year, the state before the plan first where nobody corrected it.
    pub readings: Vec<Reading>,
    /// What was noted, the oldest first, the people by name.
    pub events: Vec<ReadingEvent>,
    /// How editions changed its row, likewise.
    pub rows: Vec<RowEvent>,
}

impl App {
    /// The indicators of a plan or of all, in printed order, each with how it stands today.
    pub fn list_indicators(
        &self,
        plan: Option<PlanId>,
    ) -> Result<Vec<(Indicator, Standing)>, Error> {
        let year = self.today().year();
        let (list, mut readings) = self.store.read(|read| -> Result<_, Error> {
            Ok((read.list_indicators(plan)?, read.list_readings()?))
        })?;
        let stand = |it: Indicator| {
            let since = readings.remove(&it.id).unwrap_or_default();
            let standing = it.standing(&since, year);
            (it, standing)
        };
        Ok(list.into_iter().map(stand).collect())
    }

    /// An indicator with its readings and what was noted of it.
    ///
    /// # Errors
    /// There is none with this number.
    pub fn indicator_page(&self, id: IndicatorId) -> Result<IndicatorPage, Error> {
        let year = self.today().year();
        self.store.read(|read| {
            let indicator = find(read, id)?;
            let since = read.list_readings_of(id)?;
            let mut events = read.list_reading_events(id)?;
            for event in &mut events {
                event.actor = actor_label(read, &event.actor)?;
            }
            let mut rows = read.list_row_events(id)?;
            for event in &mut rows {
                event.actor = actor_label(read, &event.actor)?;
            }
            Ok(IndicatorPage {
                standing: indicator.standing(&since, year),
                readings: indicator.readings(&since),
                indicator,
                events,
                rows,
            })
        })
    }

    /// Whether the person may note what an indicator was, or take it back.
    ///
    /// # Errors
    /// There is no indicator with this number, or the refusal that names who may.
    pub fn check_reading(&self, id: IndicatorId, verb: Verb) -> Result<(), Error> {
        let indicator = self.store.read(|read| find(read, id))?;
        let asker = Asker::new(&self.person, &self.directory, self.today());
        Ok(asker.may(verb, &indicator)?)
    }

    /// Notes what an indicator was in a year, or corrects it; the value before stays in the record.
    ///
    /// # Errors
    /// Refuses a year to come, a value that is no number, a reading without a source, and people whose indicator it is not.
    pub fn note_reading(&mut self, id: IndicatorId, reading: &Reading) -> Result<(), Error> {
        self.at_desk(|desk| note(desk, id, reading))
    }

    /// Takes back what this person last noted of an indicator, and gives what was taken back.
    ///
    /// # Errors
    /// There is nothing of theirs to take back, somebody has noted something of the same year since, or the indicator is not
    /// theirs.
    pub fn undo_reading(&mut self, id: IndicatorId) -> Result<Reading, Error> {
        let (at, day) = (self.clock.now(), self.clock.today());
        let actor = self.person.login.clone();
        let asker = Asker::new(&self.person, &self.directory, day);
        self.store.write(|write| {
            let indicator = find(write, id)?;
            asker.may(Verb::Undo, &indicator)?;
            let events = write.list_reading_events(id)?;
            let is_undone =
                |event: &ReadingEvent| events.iter().any(|it| it.undoes == Some(event.id));
            let own = events
                .iter()
                .rfind(|it| it.verb == Verb::Read && it.actor == actor && !is_undone(it));
            let Some((event, noted)) = own.and_then(|it| Some((it, it.after.clone()?))) else {
                return Err(Error::user(format!(
                    "「{}」没有您登记的数据可以撤销。",
                    indicator.name
                )));
            };
            let since = write.list_readings_of(id)?;
            if since.iter().find(|it| it.year == noted.year) != Some(&noted) {
                return Err(Error::user(format!(
                    "{} 年的数据后来又有改动，不能撤销。",
                    noted.year
                ))
                .hinted("请重新登记这一年的数据。")
                .of_kind(Kind::Conflict));
            }
            write.set_reading(id, noted.year, event.before.as_ref())?;
            write.append_reading_event(&ReadingEvent {
                id: EventId(0),
                at,
                day,
                actor,
                verb: Verb::Undo,
                indicator: id,
                before: Some(noted.clone()),
                after: event.before.clone(),
                undoes: Some(event.id),
            })?;
            Ok(noted)
        })
    }
}

/// Who asks for something of an indicator, and the departments that stand on that day.
struct Asker<'a> {
    person: &'a Person,
    directory: &'a Directory,
    today: NaiveDate,
}

impl<'a> Asker<'a> {
    fn new(person: &'a Person, directory: &'a Directory, today: NaiveDate) -> Self {
        Self {
            person,
            directory,
            today,
        }
    }

    /// Whether this person may do this to the readings of an indicator: by the body that answers today for the printed one.
    fn may(&self, verb: Verb, indicator: &Indicator) -> Result<(), Refusal> {
        if verb == Verb::Read && indicator.is_gone {
            return Err(Refusal::GoneIndicator {
                name: indicator.name.clone(),
            });
        }
        let current = |id| self.directory.current(id, self.today);
        let answering = |name: &str| self.directory.find(name).map(|it| current(it.id));
        let mut ownership = Ownership::Neither;
        let mut owners: Vec<&str> = Vec::new();
        for printed in indicator.owners() {
            let found = answering(printed);
            let is_own = |id| {
                self.directory
                    .is_one_of(id, &self.person.departments, self.today)
            };
            if found.is_some_and(is_own) {
                ownership = Ownership::Leads;
            }
            let name = found.map_or(printed, |id| self.directory.current_name(id, self.today));
            if !owners.contains(&name) {
                owners.push(name);
            }
        }
        let figure = Figure {
            name: &indicator.name,
            owner: &owners.join("、"),
            ownership,
        };
        permission::authorize_reading(self.person.role, verb, figure)
    }
}

/// A reading that can be kept: of a year that is not to come, a number, from a source.
fn checked(reading: &Reading, this_year: i32) -> Result<Reading, Error> {
    if !(FIRST_YEAR..=this_year).contains(&reading.year) {
        return Err(Error::user(format!("不能登记 {} 年的数据。", reading.year))
            .hinted(format!("年份应在 {FIRST_YEAR} 到 {this_year} 之间。")));
    }
    if !reading.value.is_finite() {
        return Err(Error::user("数据不是一个数。").hinted("请只写数字，例如 78.6。"));
    }
    let source = clean_line(&reading.source).trim().to_owned();
    if source.is_empty() {
        return Err(Error::user("没有写数据来源。").hinted("例如「2019年统计公报」或文号。"));
    }
    Ok(Reading {
        source,
        ..reading.clone()
    })
}

/// Notes a reading inside a transaction; see [`App::note_reading`].
pub(super) fn note(desk: &Desk<'_>, id: IndicatorId, reading: &Reading) -> Result<(), Error> {
    let Desk { write, today, .. } = *desk;
    let asker = Asker::new(desk.person, desk.directory, today);
    asker.may(Verb::Read, &find(write, id)?)?;
    let reading = checked(reading, today.year())?;
    let known = write.list_readings_of(id)?;
    let before = known.into_iter().find(|it| it.year == reading.year);
    if before.as_ref() == Some(&reading) {
        return Err(Error::user("与已登记的数据相同，没有改动。"));
    }
    write.set_reading(id, reading.year, Some(&reading))?;
    write.append_reading_event(&ReadingEvent {
        id: EventId(0),
        at: desk.at,
        day: today,
        actor: desk.person.login.clone(),
        verb: Verb::Read,
        indicator: id,
        before,
        after: Some(reading),
        undoes: None,
    })?;
    Ok(())
}

fn find(read: &Read<'_>, id: IndicatorId) -> Result<Indicator, Error> {
    read.find_indicator(id)?.ok_or_else(|| {
        Error::user(format!("没有编号为 {id} 的指标。"))
            .hinted("用 duban indicator list 查看编号。")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Settings;
    use crate::domain::day::parse_day;
    use crate::domain::indicator::State;
    use crate::domain::person::Role;

    fn app(folder: &tempfile::TempDir, today: &str, stand_in: Option<&str>) -> App {
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day(today),
            stand_in: stand_in.map(str::to_owned),
            key: None,
        };
        App::open_or_create(&settings).unwrap()
    }

    fn read(year: i32, value: f64) -> Reading {
        Reading {
            year,
            value,
            source: "公报".to_owned(),
        }
    }

    #[test]
    fn a_reading_is_noted_corrected_and_taken_back_by_whoever_noted_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut mine = app(&folder, "2019-06-01", None);
        mine.seed(&["liaocheng-2018".to_owned()]).unwrap();
        mine.put_person("wang", Some("王协调"), Role::Coordinator, None)
            .unwrap();
        mine.put_person("ling", None, Role::Viewer, None).unwrap();
        let me = mine.person().login.clone();
        mine.put_person(&me, None, Role::Administrator, None)
            .unwrap();
        let mut mine = app(&folder, "2019-06-01", None);
        let id = mine.list_indicators(None).unwrap()[9].0.id;
        mine.note_reading(id, &read(2018, 18.0)).unwrap();
        assert_eq!(
            mine.indicator_page(id).unwrap().standing.state,
            State::Reached
        );
        // Looked at on a day before, the year is still to come.
        let before = app(&folder, "2017-06-01", None);
        let latest = before.indicator_page(id).unwrap().standing.latest;
        assert_eq!(latest.map(|it| it.year), Some(2015));

        let mut other = app(&folder, "2019-06-02", Some("wang"));
        other.note_reading(id, &read(2018, 19.0)).unwrap();
        let told = mine.undo_reading(id).unwrap_err();
        assert_eq!(told.kind, Kind::Conflict, "{}", told.message);
        assert_eq!(other.undo_reading(id).unwrap(), read(2018, 19.0));
        assert!(other.undo_reading(id).is_err());
        assert_eq!(mine.undo_reading(id).unwrap(), read(2018, 18.0));
        let page = mine.indicator_page(id).unwrap();
        assert_eq!((page.events.len(), page.readings.len()), (4, 1));
        mine.verify_record().unwrap();

        let mut viewer = app(&folder, "2019-06-02", Some("ling"));
        assert_eq!(
            viewer.note_reading(id, &read(2018, 1.0)).unwrap_err().kind,
            Kind::Permission
        );
    }

    /// A file where one person is the liaison of the body that answers today for 城市空气质量优良天数比率, and another of
    /// another; gives that indicator and one that prints no owner.
    fn with_liaisons(folder: &tempfile::TempDir) -> (IndicatorId, IndicatorId) {
        let mut app = app(folder, "2019-06-01", None);
        app.seed(&["liaocheng-2018".to_owned(), "anshan-2018".to_owned()])
            .unwrap();
        for (login, department) in [("huan", "市环保局"), ("ti", "市体育局")] {
            app.put_person(login, None, Role::Liaison, Some(department))
                .unwrap();
        }
        app.put_person("wang", None, Role::Coordinator, None)
            .unwrap();
        let rows = app.list_indicators(None).unwrap();
        let id_of = |owner: &str| rows.iter().find(|it| it.0.owner == owner).unwrap().0.id;
        (id_of("市环保局"), id_of(""))
    }

    #[test]
    fn a_liaison_notes_what_the_own_department_answers_for() {
        let folder = tempfile::tempdir().unwrap();
        let (air, nobodys) = with_liaisons(&folder);
        let mut own = app(&folder, "2019-06-02", Some("huan"));
        own.note_reading(air, &read(2018, 52.0)).unwrap();
        assert_eq!(own.undo_reading(air).unwrap(), read(2018, 52.0));
        own.note_reading(air, &read(2018, 53.0)).unwrap();
        let refused = own.note_reading(nobodys, &read(2018, 1.0)).unwrap_err();
        assert_eq!(refused.kind, Kind::Permission);
        assert!(refused.message.ends_with("没有印责任单位，由协调员登记。"));

        let mut other = app(&folder, "2019-06-02", Some("ti"));
        for refused in [
            other.note_reading(air, &read(2017, 1.0)).unwrap_err(),
            other.undo_reading(air).unwrap_err(),
        ] {
            assert_eq!(refused.kind, Kind::Permission);
            assert!(
                refused.message.contains("由「市生态环境局」负责"),
                "{}",
                refused.message
            );
        }
        // What another noted is not the liaison's to take back, of the own indicator either.
        let mut coordinator = app(&folder, "2019-06-02", Some("wang"));
        coordinator.note_reading(air, &read(2017, 51.0)).unwrap();
        own.undo_reading(air).unwrap();
        assert!(own.undo_reading(air).is_err());
        assert_eq!(own.indicator_page(air).unwrap().readings.len(), 2);
        own.verify_record().unwrap();
    }

    #[test]
    fn before_the_reform_the_printed_body_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let (air, _) = with_liaisons(&folder);
        let other = app(&folder, "2018-06-02", Some("ti"));
        let refused = other.check_reading(air, Verb::Read).unwrap_err();
        assert!(
            refused.message.contains("由「市环保局」负责"),
            "{}",
            refused.message
        );
    }

    #[test]
    fn what_is_no_reading_is_refused_and_nothing_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder, "2019-06-01", None);
        app.seed(&["liaocheng-2018".to_owned()]).unwrap();
        let id = app.list_indicators(None).unwrap()[9].0.id;
        let sourceless = Reading {
            source: " \u{3000}".to_owned(),
            ..read(2018, 1.0)
        };
        for reading in [
            read(2020, 1.0),
            read(1900, 1.0),
            read(2018, f64::NAN),
            read(2018, f64::INFINITY),
            sourceless,
        ] {
            assert!(app.note_reading(id, &reading).is_err(), "{reading:?}");
        }
        assert!(
            app.note_reading(IndicatorId(999), &read(2018, 1.0))
                .is_err()
        );
        assert!(app.indicator_page(id).unwrap().events.is_empty());
    }
}
