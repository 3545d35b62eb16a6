//! The workspace on a real file: a small plan comes in, is put right, given out, and every step can be taken back.

use super::remake::Remade;
use super::*;
use crate::app::undo::Undone;
use crate::app::{Settings, break_down};
use crate::domain::coverage::Part;
use crate::domain::day::parse_day;
use crate::domain::person::Role;
use crate::domain::status::Verb;
use crate::domain::watch::Unwatched;
use proptest::prelude::*;

const PLAN: &str = "健康甲市行动计划（2018—2020年）\n\n一、主要任务\n\n（一）普及健康生活。\n\n\
    1.推进健身工程。加强宣传，营造氛围。到2020年，建成步道5条；公园3个。每年举办运动会一次。（责任单位：市体育局、市教育局）\n\n\
    2.推进控烟工程。倡导无烟生活。设立戒烟门诊2个。\n\n\
    3.营造氛围。坚持政府主导，全民参与。\n";

struct Sample {
    folder: tempfile::TempDir,
    app: App,
    measures: Vec<MeasureId>,
}

fn settings(folder: &tempfile::TempDir, stand_in: Option<&str>) -> Settings {
    Settings {
        path: folder.path().join("duban.db"),
        today: parse_day("2018-06-01"),
        stand_in: stand_in.map(str::to_owned),
        key: None,
    }
}

impl Sample {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::open_or_create(&settings(&folder, None)).unwrap();
        let document = break_down(PLAN.as_bytes(), None, &mut Unwatched).unwrap();
        app.import(&document, Some("jia"), &mut Unwatched).unwrap();
        let first = app.first_measure(app.get_plan("jia").unwrap().id, None);
        let mut measures = vec![first.unwrap().unwrap()];
        while let Some(next) = app
            .next_measure(*measures.last().unwrap(), Next::Behind)
            .unwrap()
        {
            measures.push(next);
        }
        Self {
            folder,
            app,
            measures,
        }
    }

    fn workspace(&self, at: usize) -> Workspace {
        self.app.workspace(self.measures[at]).unwrap()
    }

    fn remake(&mut self, at: usize, act: &Remake) -> Result<Remade, Error> {
        self.app.remake(&step(self.measures[at], None, act.clone()))
    }

    /// The titles of a measure's tasks with their targets.
    fn titles(&self, at: usize) -> Vec<String> {
        let tasks = self.workspace(at).tasks;
        let told = |task: &Task| format!("{} {}", task.promise.title, task.promise.target);
        tasks.iter().map(|it| told(it).trim().to_owned()).collect()
    }

    /// What of a measure's paragraph is in which part: 题 label, 任 task, 不 no task, 待 open.
    fn parts(&self, at: usize) -> String {
        let workspace = self.workspace(at);
        workspace
            .stretches()
            .iter()
            .filter_map(|it| {
                let sign = match it.part {
                    Part::Label => '题',
                    Part::Tasks(_) => '任',
                    Part::NoTask(_) => '不',
                    Part::Open => '待',
                    Part::Stop => return None,
                };
                let span = match it.part {
                    Part::Label => it.span,
                    _ => it.span.trimmed(&workspace.printed),
                };
                Some(format!("{sign}{} ", span.of(&workspace.printed)))
            })
            .collect()
    }

    fn span(&self, at: usize, words: &str) -> Span {
        let printed = self.workspace(at).printed;
        let start = printed.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn undo(&mut self) -> Result<Undone, Error> {
        let plan = self.workspace(0).plan;
        self.app.undo_breakdown(plan)
    }

    /// All that the breakdown decides, without row versions and places.
    fn state(&self) -> String {
        let mut told = Vec::new();
        for at in 0..self.measures.len() {
            let it = self.workspace(at);
            for task in &it.tasks {
                let mut given = Given::whole(task);
                if let Some(words) = &mut given.words {
                    words.position = 0;
                }
                let (id, state, first) = (task.id, &task.state, task.first_last_day);
                told.push(format!("{id} {state:?} {given:?} {first:?}"));
            }
            told.push(format!("{:?}", it.ledger));
        }
        told.join("\n")
    }
}

fn step(measure: MeasureId, seen: Option<i64>, act: Remake) -> Step {
    Step { measure, seen, act }
}

#[test]
fn an_import_leaves_no_word_unsaid() {
    let sample = Sample::new();
    assert_eq!(sample.measures.len(), 3);
    assert_eq!(
        sample.titles(0),
        [
            "建成步道5条 5条",
            "建成公园3个 3个",
            "每年举办运动会一次 一次"
        ]
    );
    for at in 0..3 {
        assert_eq!(sample.workspace(at).open_words(), 0, "{}", sample.parts(at));
    }
    let plan = sample.workspace(0).plan;
    let progress = sample.app.breakdown_progress(plan).unwrap();
    assert_eq!((progress.finished, progress.measures), (0, 3));
}

#[test]
fn a_draft_is_parted_and_joined_again() {
    let mut sample = Sample::new();
    let task = sample.workspace(0).tasks[2].id;
    let at = sample.span(0, "运动会").start;
    let remade = sample.remake(0, &Remake::Split { task, at }).unwrap();
    assert_eq!(
        sample.titles(0),
        [
            "建成步道5条 5条",
            "建成公园3个 3个",
            "每年举办",
            "运动会一次 一次"
        ]
    );
    assert_eq!(remade.focus, Some(sample.workspace(0).tasks[3].id));
    sample.remake(0, &Remake::Merge { task }).unwrap();
    assert_eq!(
        sample.workspace(0).tasks[2].promise.quote,
        "每年举办运动会一次"
    );
    let last = sample.remake(0, &Remake::Merge { task });
    assert_eq!(last.unwrap_err().message, "后面没有任务可以合并。");
    let none = sample.remake(0, &Remake::Split { task, at: 0 });
    assert!(none.unwrap_err().message.contains("拆开后有一边没有文字"));
}

#[test]
fn owners_deadline_and_figure_are_put_right() {
    let mut sample = Sample::new();
    let task = sample.workspace(0).tasks[0].id;
    let change = Change {
        title: Some(" 建成健身步道 ".to_owned()),
        lead: Some("教育局".to_owned()),
        support: Some(vec!["市体育局".to_owned()]),
        due: Some("2019年底前".to_owned()),
        target: Some("6条".to_owned()),
        recurrence: Some("每年".to_owned()),
    };
    sample.remake(0, &Remake::Edit { task, change }).unwrap();
    let now = sample.app.task_page(task).unwrap().task;
    assert_eq!(now.promise.title, "建成健身步道");
    assert_eq!(now.promise.target, "6条");
    assert_eq!(now.first_last_day, parse_day("2019-12-31"));
    assert_eq!(sample.app.lead_label(&now), "市教育局");
    for (change, said) in [
        (
            Change {
                due: Some("有空时".to_owned()),
                ..Change::default()
            },
            "看不懂日期「有空时」。",
        ),
        (
            Change {
                recurrence: Some("有空时".to_owned()),
                ..Change::default()
            },
            "看不懂周期「有空时」。",
        ),
        (
            Change {
                title: Some("甲".repeat(31)),
                ..Change::default()
            },
            "任务的名称有 31 个字，最多 30 个字。",
        ),
        (
            Change {
                lead: Some("火星局".to_owned()),
                ..Change::default()
            },
            "没有叫「火星局」的部门。",
        ),
    ] {
        let refused = sample.remake(0, &Remake::Edit { task, change });
        assert_eq!(refused.unwrap_err().message, said);
    }
    let found = crate::domain::filter::Filter {
        search: "健身步道".to_owned(),
        ..Default::default()
    };
    assert_eq!(sample.app.count_tasks(&found).unwrap(), 1);
}

#[test]
fn a_department_of_the_built_in_data_may_lead() {
    let mut sample = Sample::new();
    let task = sample.workspace(1).tasks[0].id;
    let change = Change {
        lead: Some("市卫健委".to_owned()),
        ..Change::default()
    };
    sample.remake(1, &Remake::Edit { task, change }).unwrap();
    let now = sample.app.task_page(task).unwrap().task;
    assert_eq!(sample.app.lead_label(&now), "市卫健委");
}

#[test]
fn what_is_dropped_is_unmarked_until_somebody_says_what_becomes_of_it() {
    let mut sample = Sample::new();
    let task = sample.workspace(1).tasks[0].id;
    sample.remake(1, &Remake::Drop { task }).unwrap();
    assert_eq!(
        sample.parts(1),
        "题2.推进控烟工程。 不倡导无烟生活 待设立戒烟门诊2个 "
    );
    assert!(!sample.workspace(1).is_finished());
    let span = sample.span(1, "设立戒烟门诊2个");
    let mark = Remake::Mark {
        span,
        reason: "已在别处列入".to_owned(),
    };
    sample.remake(1, &mark).unwrap();
    let entry = sample.workspace(1).ledger.entries[1].clone();
    assert_eq!(entry.reason, "已在别处列入");
    assert!(!entry.by.is_empty());
    let title = String::new();
    let added = sample.remake(1, &Remake::Add { span, title }).unwrap();
    assert_eq!(added.message, "已添加任务「设立戒烟门诊2个」。");
    assert_eq!(sample.titles(1), ["设立戒烟门诊2个 2个"]);
    let taken = sample.remake(1, &mark);
    assert!(taken.unwrap_err().message.contains("已经属于一项任务"));
}

#[test]
fn a_measure_without_a_task_is_settled_with_a_reason() {
    let mut sample = Sample::new();
    assert!(sample.workspace(2).tasks.is_empty());
    let settle = |reason: &str| Remake::Settle {
        reason: reason.to_owned(),
    };
    let refused = sample.remake(2, &settle(" ")).unwrap_err();
    assert_eq!(refused.message, "标为不需拆须写明理由。");
    sample.remake(2, &settle("原则")).unwrap();
    assert!(sample.workspace(2).is_finished());
    let refused = sample.remake(0, &settle("原则")).unwrap_err();
    assert_eq!(refused.message, "本条还有 3 项任务，不能整条标为不需拆。");
}

#[test]
fn a_section_is_given_out_at_once_and_taken_back_at_once() {
    let mut sample = Sample::new();
    let before = sample.state();
    let preview = sample
        .app
        .preview_assignment(sample.measures[0], Scope::Section)
        .unwrap();
    assert_eq!(preview.tasks.len(), 3);
    assert_eq!(preview.departments, [("市体育局".to_owned(), 3)]);
    assert_eq!(preview.without_lead, ["设立戒烟门诊2个"]);
    assert_eq!(sample.app.assign_previewed(&preview).unwrap(), 3);
    assert!(sample.workspace(0).is_finished());
    let plan = sample.workspace(0).plan;
    assert_eq!(sample.app.breakdown_progress(plan).unwrap().finished, 1);
    let next = sample
        .app
        .next_measure(sample.measures[0], Next::Unfinished)
        .unwrap();
    assert_eq!(next, Some(sample.measures[1]));
    let again = sample.app.assign_previewed(&preview).unwrap_err();
    assert_eq!(again.kind, Kind::Conflict);
    assert_eq!(sample.undo().unwrap().message, "已撤销：交办 3 项任务。");
    assert_eq!(sample.state(), before);
}

#[test]
fn what_a_department_has_signed_is_not_taken_back() {
    let mut sample = Sample::new();
    let preview = sample
        .app
        .preview_assignment(sample.measures[0], Scope::Measure)
        .unwrap();
    sample.app.assign_previewed(&preview).unwrap();
    let sign = crate::app::Command::new(preview.tasks[1].0, Verb::Sign);
    sample.app.execute(&sign).unwrap();
    let before = sample.state();
    let refused = sample.undo().unwrap_err();
    assert_eq!(refused.kind, Kind::Conflict);
    assert!(
        refused.message.contains("已签收，这一步不能撤销"),
        "{}",
        refused.message
    );
    assert_eq!(sample.state(), before);
}

#[test]
fn a_breakdown_that_moved_on_is_not_overwritten() {
    let mut sample = Sample::new();
    let seen = sample.workspace(0);
    let task = seen.tasks[0].id;
    sample.remake(0, &Remake::Drop { task }).unwrap();
    let drop = Remake::Drop {
        task: seen.tasks[1].id,
    };
    let late = sample.app.remake(&step(seen.measure, Some(seen.rev), drop));
    let late = late.unwrap_err();
    assert_eq!(late.kind, Kind::Conflict);
    assert!(late.message.contains("已由"), "{}", late.message);
    assert_eq!(sample.workspace(0).tasks.len(), 2);
}

#[test]
fn only_coordinators_break_down() {
    let mut sample = Sample::new();
    sample
        .app
        .put_person("li", None, Role::Liaison, Some("市体育局"))
        .unwrap();
    let mut liaison = App::open(&settings(&sample.folder, Some("li"))).unwrap();
    let measure = sample.measures[0];
    let settle = Remake::Settle {
        reason: "不".to_owned(),
    };
    for refused in [
        liaison.workspace(measure).err(),
        liaison.preview_assignment(measure, Scope::Measure).err(),
        liaison.remake(&step(measure, None, settle)).err(),
    ] {
        assert_eq!(refused.unwrap().kind, Kind::Permission);
    }
    let task = sample.workspace(0).tasks[0].id;
    let refused = sample
        .app
        .execute(&crate::app::Command::new(task, Verb::Drop));
    assert_eq!(refused.unwrap_err().message, "删去只在拆解时办理。");
}

/// A step of the workspace, its places taken from what there is.
#[derive(Clone, Debug)]
enum Try {
    Split(usize, usize, usize),
    Merge(usize, usize),
    Drop(usize, usize),
    MarkTask(usize, usize),
    Title(usize, usize),
    Due(usize, usize),
    Free(usize, usize, bool),
    Settle(usize),
    Assign(usize, bool),
    Undo,
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let m = 0..3usize;
    let n = 0..4usize;
    prop::collection::vec(
        prop_oneof![
            (m.clone(), n.clone(), 0..40usize).prop_map(|(m, n, at)| Try::Split(m, n, at)),
            (m.clone(), n.clone()).prop_map(|(m, n)| Try::Merge(m, n)),
            (m.clone(), n.clone()).prop_map(|(m, n)| Try::Drop(m, n)),
            (m.clone(), n.clone()).prop_map(|(m, n)| Try::MarkTask(m, n)),
            (m.clone(), n.clone()).prop_map(|(m, n)| Try::Title(m, n)),
            (m.clone(), n.clone()).prop_map(|(m, n)| Try::Due(m, n)),
            (m.clone(), 0..120usize, any::<bool>()).prop_map(|(m, at, add)| Try::Free(m, at, add)),
            m.clone().prop_map(Try::Settle),
            (m, any::<bool>()).prop_map(|(m, all)| Try::Assign(m, all)),
            Just(Try::Undo),
        ],
        1..14,
    )
}

fn attempt(sample: &mut Sample, step: &Try) {
    let task = |sample: &Sample, m: usize, n: usize| {
        let tasks = sample.workspace(m).tasks;
        tasks
            .get(n % tasks.len().max(1))
            .map(|it| (it.id, it.promise.span))
    };
    let reason = || "试一试".to_owned();
    let found = match *step {
        Try::Split(m, n, at) => task(sample, m, n).map(|(task, span)| {
            let printed = sample.workspace(m).printed;
            let at = printed.floor_char_boundary(span.start + at);
            (m, Remake::Split { task, at })
        }),
        Try::Merge(m, n) => task(sample, m, n).map(|it| (m, Remake::Merge { task: it.0 })),
        Try::Drop(m, n) => task(sample, m, n).map(|it| (m, Remake::Drop { task: it.0 })),
        Try::MarkTask(m, n) => task(sample, m, n).map(|it| {
            let reason = reason();
            (m, Remake::MarkTask { task: it.0, reason })
        }),
        Try::Title(m, n) | Try::Due(m, n) => task(sample, m, n).map(|it| {
            let is_title = matches!(step, Try::Title(..));
            let change = Change {
                title: is_title.then(reason),
                due: (!is_title).then(|| "2019年6月底前".to_owned()),
                ..Change::default()
            };
            (m, Remake::Edit { task: it.0, change })
        }),
        Try::Free(m, at, is_added) => sample.workspace(m).unmarked_at(at).map(|span| {
            let act = if is_added {
                Remake::Add {
                    span,
                    title: String::new(),
                }
            } else {
                Remake::Mark {
                    span,
                    reason: reason(),
                }
            };
            (m, act)
        }),
        Try::Settle(m) => Some((m, Remake::Settle { reason: reason() })),
        Try::Assign(m, is_all) => {
            let scope = if is_all {
                Scope::Section
            } else {
                Scope::Measure
            };
            let preview = sample
                .app
                .preview_assignment(sample.measures[m], scope)
                .unwrap();
            drop(sample.app.assign_previewed(&preview));
            None
        }
        Try::Undo => {
            drop(sample.undo());
            None
        }
    };
    if let Some((m, act)) = found {
        drop(sample.remake(m, &act));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn any_steps_keep_every_word_in_one_place_and_can_all_be_taken_back(steps in tries()) {
        let mut sample = Sample::new();
        let before = sample.state();
        for step in &steps {
            attempt(&mut sample, step);
            for at in 0..sample.measures.len() {
                let workspace = sample.workspace(at);
                for task in &workspace.tasks {
                    let promise = &task.promise;
                    prop_assert_eq!(promise.span.of(&workspace.printed), &promise.quote);
                    let is_alone = workspace.tasks.iter().all(|other| {
                        other.id == task.id || !other.promise.span.overlaps(promise.span)
                    });
                    prop_assert!(is_alone, "{:?}", workspace);
                    let is_free = workspace.ledger.entries.iter().all(|it| !it.span.overlaps(promise.span));
                    prop_assert!(is_free, "{:?}", workspace);
                }
                let plan = workspace.plan;
                let next = sample.app.store.read(|read| read.next_unfinished(plan, None)).unwrap();
                let first = sample.measures.iter().find(|it| !sample.app.workspace(**it).unwrap().is_finished());
                prop_assert_eq!(next, first.copied());
            }
        }
        while sample.undo().is_ok() {}
        prop_assert_eq!(sample.state(), before);
        prop_assert!(sample.app.verify_record().is_ok());
    }
}
