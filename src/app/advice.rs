//! Who probably answers for a task whose plan prints no owner: asked of the tasks of the file that have one, and of the
//! built-in duties. A suggestion assigns nothing.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::App;
use super::builtin::{self, SeedDepartment};
use super::error::Error;
use crate::domain::department::Department;
use crate::domain::plan::Tier;
use crate::domain::suggestion::{Advised, Adviser};
use crate::domain::task::Task;

/// More tasks than this teach nothing new; an even sample is taken.
const MOST_EXAMPLES: usize = 20_000;

/// What was learned, kept until owners change.
#[derive(Debug)]
pub struct Advice {
    adviser: Adviser<usize>,
    names: Vec<String>,
    /// What does in a district what a body does in the city.
    districts: HashMap<String, String>,
}

impl App {
    /// The departments that probably answer for a task, the likeliest first; none where nothing speaks for anybody.
    pub fn advise(&self, task: &Task) -> Result<Vec<Advised>, Error> {
        if self.advice.get().is_none() {
            // Nobody else fills it: the app is used by one thread.
            drop(self.advice.set(self.learn()?));
        }
        let Some(advice) = self.advice.get() else {
            return Ok(Vec::new());
        };
        let text = format!("{} {}", task.place.measure_title, task.promise.quote);
        let suggestions = advice.adviser.suggest(&task.promise.title, &text);
        let tier = Tier::of(&task.place.plan_title);
        let named = |key: usize| {
            let name = &advice.names[key];
            match (tier, advice.districts.get(name)) {
                (Tier::City, _) | (_, None) => name.clone(),
                (tier, Some(district)) => tier.named(district),
            }
        };
        Ok(suggestions
            .into_iter()
            .map(|it| Advised {
                name: named(it.key),
                reason: it.reason.label(),
            })
            .collect())
    }

    /// Owners have changed: what was learned of them is learned again when it is next asked for.
    pub(super) fn forget_advice(&mut self) {
        self.advice = OnceCell::new();
    }

    fn learn(&self) -> Result<Advice, Error> {
        let today = self.today();
        let mut names: Vec<String> = Vec::new();
        let mut rows: HashMap<String, usize> = HashMap::new();
        let mut adviser = Adviser::new();
        let seeds = builtin::departments()?;
        // What the body of a district leads teaches of the city's, and is called by its own name again when suggested.
        let counterparts: HashMap<&str, &str> = seeds
            .iter()
            .filter_map(|it| Some((it.name.as_str(), it.counterpart.as_deref()?)))
            .collect();
        let mut districts: HashMap<String, String> = HashMap::new();
        let mut row = |name: &str| {
            let name = counterparts.get(name).copied().unwrap_or(name);
            *rows.entry(name.to_owned()).or_insert_with(|| {
                names.push(name.to_owned());
                names.len() - 1
            })
        };
        // What the file calls a body goes before what the built-in data calls it.
        let known = |name: &str| {
            let found = self.directory.find(name)?;
            Some(self.directory.current_name(found.id, today).to_owned())
        };
        let own = |it: &&SeedDepartment| it.kind != "group" && it.counterpart.is_none();
        for seed in seeds.iter().filter(own) {
            let current = answering(&seeds, seed, today);
            let name = known(&current.name).unwrap_or_else(|| current.name.clone());
            if let Some(district) = &current.district {
                districts.insert(name.clone(), district.clone());
            }
            let key = row(&name);
            for name in builtin::names_of(seed) {
                adviser.name(key, name);
            }
            for keyword in &seed.duties {
                adviser.duty(key, keyword);
            }
        }
        for department in self.directory.all().iter().filter(|it| !it.is_group()) {
            let key = row(self.directory.current_name(department.id, today));
            for name in [&department.name, &department.short_name] {
                adviser.name(key, name);
            }
        }
        self.store.read(|read| {
            read.each_led(MOST_EXAMPLES, |lead, title, quote, heading| {
                let is_group = self.directory.get(lead).is_none_or(Department::is_group);
                if !is_group {
                    let key = row(self.directory.current_name(lead, today));
                    adviser.example(key, title, &format!("{heading} {quote}"));
                }
            })
        })?;
        Ok(Advice {
            adviser,
            names,
            districts,
        })
    }
}

/// The body of the built-in data that answers for another on a day.
fn answering<'s>(
    seeds: &'s [SeedDepartment],
    seed: &'s SeedDepartment,
    today: chrono::NaiveDate,
) -> &'s SeedDepartment {
    let mut at = seed;
    // A chain is never longer than the list; the bound ends a circle in bad data.
    for _ in 0..seeds.len() {
        let next = match (&at.successor, at.succeeded_on) {
            (Some(name), Some(since)) if since <= today => seeds.iter().find(|it| it.name == *name),
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{Settings, break_down};
    use crate::domain::day::parse_day;
    use crate::domain::filter::{Filter, Window};
    use crate::domain::watch::Unwatched;

    fn app(folder: &tempfile::TempDir, today: &str) -> App {
        App::open_or_create(&Settings {
            path: folder.path().join("duban.db"),
            today: parse_day(today),
            stand_in: None,
            key: None,
        })
        .unwrap()
    }

    fn take(app: &mut App, text: &str, slug: &str) {
        let document = break_down(text.as_bytes(), None, &mut Unwatched).unwrap();
        app.import(&document, Some(slug), &mut Unwatched).unwrap();
    }

    /// The names and reasons for the task with this title.
    fn advised(app: &App, title: &str) -> Vec<(String, String)> {
        let filter = Filter {
            search: title.to_owned(),
            ..Filter::default()
        };
        let row = &app.list_tasks(&filter, Window::ALL).unwrap()[0];
        let task = app.task_page(row.id).unwrap().task;
        let advised = app.advise(&task).unwrap().into_iter();
        advised.map(|it| (it.name, it.reason)).collect()
    }

    #[test]
    fn a_fresh_file_asks_the_duties_and_one_with_owners_asks_those_too() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder, "2020-06-01");
        let plain = "甲市计划\n一、任务\n1.推进健身工程。建成健身步道5条。\n2.推进水井工程。打机井9处，更换水泵9台。\n";
        take(&mut app, plain, "plain");
        let first = advised(&app, "健身步道");
        assert_eq!(first[0].0, "市体育局");
        assert!(first[0].1.starts_with("职责含「"), "{first:?}");
        let owned = "乙市计划\n一、任务\n1.打机井工程。打机井20处。（责任单位：市甲水井局）\n\
            2.更换水泵工程。更换水泵30台。（责任单位：市甲水井局）\n";
        take(&mut app, owned, "owned");
        let wells = advised(&app, "机井9处");
        assert_eq!(wells[0].0, "市甲水井局");
        assert!(wells[0].1.contains("相近"), "{wells:?}");
    }

    #[test]
    fn a_districts_plan_is_advised_the_districts_bodies() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder, "2020-06-01");
        for (place, slug) in [("甲区", "district"), ("乙县", "county"), ("丙市", "city")] {
            let text = format!(
                "{place}健康行动计划\n一、任务\n1.推进健身工程。建成{place}健身步道5条。\n"
            );
            take(&mut app, &text, slug);
        }
        for (place, name) in [
            ("甲区", "区体育局"),
            ("乙县", "县体育局"),
            ("丙市", "市体育局"),
        ] {
            assert_eq!(advised(&app, place)[0].0, name);
        }
        // Taken by a coordinator, it enters the file, and what it leads speaks for it.
        let filter = Filter {
            search: "甲区".to_owned(),
            ..Filter::default()
        };
        let id = app.list_tasks(&filter, Window::ALL).unwrap()[0].id;
        let measure = app.task_page(id).unwrap().task.place.measure;
        app.remake(&crate::app::Step {
            measure,
            seen: None,
            act: crate::app::Remake::Lead {
                leads: vec![(id, "区体育局".to_owned())],
            },
        })
        .unwrap();
        assert_eq!(app.lead_label(&app.task_page(id).unwrap().task), "区体育局");
        assert_eq!(advised(&app, "乙县")[0].0, "县体育局");
    }

    #[test]
    fn what_a_body_did_teaches_of_the_one_that_took_over() {
        let folder = tempfile::tempdir().unwrap();
        let text = "甲市计划\n一、任务\n1.推进广播工程。建成广播站5个。（责任单位：市文广新局）\n\
            2.推进喇叭工程。建成广播喇叭30个。\n";
        let mut app = app(&folder, "2020-06-01");
        take(&mut app, text, "plain");
        let advised = advised(&app, "喇叭");
        assert_eq!(advised[0].0, "市文旅局", "{advised:?}");
    }
}
