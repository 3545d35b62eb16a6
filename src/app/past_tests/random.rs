//! A life by the dice: whatever is done, the days before stay as they were.

use proptest::prelude::*;

use super::{Life, day, due};
use crate::app::workspace::{Change, Remake, Scope, Step};
use crate::app::{Command, Wording};
use crate::domain::coverage::{Part, Span};
use crate::domain::id::{IndicatorId, MeasureId, TaskId};
use crate::domain::indicator::Reading;
use crate::domain::status::Verb;
use crate::domain::term::{Pace, Term};

/// The plain acts.
const VERBS: [Verb; 12] = [
    Verb::Assign,
    Verb::Sign,
    Verb::Decline,
    Verb::Report,
    Verb::Submit,
    Verb::Close,
    Verb::SendBack,
    Verb::Urge,
    Verb::Suspend,
    Verb::Resume,
    Verb::Cancel,
    Verb::Reopen,
];

/// One of the things that people do, on the task and the words that a die picks; what is refused is left.
fn live(life: &mut Life, what: u8, pick: usize) {
    let tasks = life.tasks();
    let id = tasks[pick % tasks.len()];
    let as_other =
        |life: &mut Life, command: Command| life.as_other(|app| drop(app.execute(&command)));
    let app = &mut life.app;
    match what {
        0..12 => drop(app.execute(&Command {
            percent: Some(i64::try_from(pick % 101).unwrap()),
            ..Command::new(id, VERBS[usize::from(what)]).text(format!("说明{pick}"))
        })),
        12 => {
            let last = format!("202{}-06-30", 1 + pick % 5);
            drop(app.execute(&due(id, Verb::AskExtension, &last)));
        }
        13 => as_other(life, Command::new(id, Verb::Grant).text("同意")),
        14 => as_other(life, Command::new(id, Verb::Refuse).text("不同意")),
        15 => {
            let last = format!("20{}年底前", 19 + pick % 4);
            drop(app.execute(&due(id, Verb::Assign, &last)));
        }
        16 => drop(app.execute(&Command {
            wording: Wording {
                title: Some(format!("改后{pick}")),
                target: None,
            },
            ..Command::new(id, Verb::Revise).text("依据")
        })),
        17 | 18 => drop(app.undo()),
        19 => life.as_other(|app| drop(app.undo())),
        20 => drop(app.redo()),
        21 => drop(app.make_occurrences()),
        22 => {
            let reading = Reading {
                year: 2018,
                value: 70.0 + f64::from(u8::try_from(pick % 10).unwrap()),
                source: "公报".to_owned(),
            };
            drop(app.note_reading(IndicatorId(1), &reading));
        }
        _ => break_down(life, what, id, pick),
    }
}

impl Life {
    /// Where rows stand for records of which nothing is told, no figure and no line of a summary changes.
    fn check_weekly(&self) {
        // Where the last task was dropped, no department leads any.
        let departments = self.app.list_departments().unwrap();
        let department = departments.first().map(|it| it.id);
        for pace in [Pace::Week, Pace::Month, Pace::Quarter] {
            let this = Term::of(pace, self.app.today());
            for (term, only) in [(this, None), (this.previous(), department)] {
                let weekly = self.app.weekly(term, None, only).unwrap();
                assert_eq!(weekly, self.app.weekly_from_all(term, only), "{term:?}");
            }
        }
    }
}

/// The same in the workspace.
fn break_down(life: &mut Life, what: u8, id: TaskId, pick: usize) {
    let text = format!("说明{pick}");
    let app = &mut life.app;
    let task = app.task_page(id).unwrap().task;
    let mut measure = task.place.measure;
    let act = match what {
        23 => {
            let span = task.promise.span;
            let at = usize::midpoint(span.start, span.end) / 3 * 3;
            Remake::Split { task: id, at }
        }
        24 => Remake::Merge { task: id },
        25 => Remake::Drop { task: id },
        26 => Remake::MarkTask {
            task: id,
            reason: text,
        },
        27 => Remake::Edit {
            task: id,
            change: Change {
                title: Some(text),
                lead: Some(["市水利局", "市教育局"][pick % 2].to_owned()),
                due: pick
                    .is_multiple_of(3)
                    .then(|| format!("20{}年底前", 19 + pick % 4)),
                ..Change::default()
            },
        },
        28 => {
            measure = MeasureId(i64::try_from(pick % 3).unwrap() + 1);
            let mut stretches = app.workspace(measure).unwrap().stretches().into_iter();
            let open = stretches.find(|it| it.part == Part::Open);
            let span = open.map_or(Span::default(), |it| it.span);
            let title = if span.is_empty() { text } else { String::new() };
            Remake::Add { span, title }
        }
        _ => {
            let preview = app.preview_assignment(measure, Scope::Measure).unwrap();
            drop(app.assign_previewed(&preview));
            return;
        }
    };
    drop(app.remake(&Step {
        measure,
        seen: None,
        act,
    }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_the_days_before_stay_as_they_were(
        acts in prop::collection::vec((0u8..30, 0usize..97, 0u64..40), 1..40)
    ) {
        let mut life = Life::new(day("2018-06-01"));
        for id in life.tasks().into_iter().step_by(2) {
            life.act(id, Verb::Assign);
        }
        for (at, (what, pick, days)) in acts.into_iter().enumerate() {
            if at % 5 == 4 {
                let next = life.app.today().checked_add_days(chrono::Days::new(1 + days));
                life.turn_to(next.unwrap());
            }
            live(&mut life, what, pick);
        }
        // The record goes on beyond the last day.
        let next = life.app.today().succ_opt().unwrap();
        life.turn_to(next);
        let first = life.tasks()[0];
        drop(life.app.execute(&Command::new(first, Verb::Urge)));
        life.check();
        life.check_weekly();
    }
}
