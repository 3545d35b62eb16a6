//! Documents that come a second time, and later editions of a plan.

use super::*;
use crate::app::{Command, Settings};
use crate::domain::day::parse_day;
use crate::domain::edition::{Change, Kind};
use crate::domain::filter::{Filter, Window};
use crate::domain::id::TaskId;
use crate::domain::status::{Status, Verb};
use crate::domain::task::Task;

const FIRST: &str = "健康甲市行动计划（2018—2020年）\n\n甲政办发〔2018〕7号\n\n一、主要任务\n\n（一）普及健康生活。\n\n\
    1.推进健身工程。加强宣传。到2020年，建成步道5条；公园3个。每年举办运动会一次。（责任单位：市体育局）\n\n\
    2.推进控烟工程。倡导无烟生活。设立戒烟门诊2个。（责任单位：市卫生计生委）\n\n\
    3.推进饮水工程。改造水厂3座，更新管网20公里。（责任单位：市水利局）\n";

/// 健身 has 8 条 and no 运动会, 控烟 is as it was under another number, 养老 is new, 饮水 is gone.
const SECOND: &str = "健康甲市行动计划（2018—2020年）\n\n甲政办发〔2019〕9号\n\n一、主要任务\n\n（一）普及健康生活。\n\n\
    1.推进健身工程。加强宣传。到2020年，建成步道8条；公园3个。开通健身热线。（责任单位：市体育局、市教育局）\n\n\
    2.推进养老工程。建成养老院4家。（责任单位：市民政局）\n\n\
    3.推进控烟工程。倡导无烟生活。设立戒烟门诊2个。（责任单位：市卫生计生委）\n";

struct Sample {
    folder: tempfile::TempDir,
    app: App,
}

impl Sample {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day("2019-06-01"),
            stand_in: None,
            key: None,
        };
        let app = App::open_or_create(&settings).unwrap();
        let mut sample = Self { folder, app };
        sample.import(FIRST, Some("jia")).unwrap();
        sample
    }

    fn import(&mut self, text: &str, slug: Option<&str>) -> Result<Imported, Error> {
        let document = break_down(text.as_bytes(), None, &mut Unwatched)?;
        self.app.import(&document, slug, &mut Unwatched)
    }

    /// The changes of the second edition, just taken in.
    fn second(&mut self) -> Vec<Change> {
        let Imported::Edition(edition, slug) = self.import(SECOND, Some("jia")).unwrap() else {
            panic!("no edition");
        };
        assert_eq!(slug, "jia");
        self.app.list_changes(edition.id).unwrap()
    }

    fn tasks(&self) -> Vec<Task> {
        let rows = self
            .app
            .list_tasks(&Filter::default(), Window::ALL)
            .unwrap();
        let task = |id| self.app.task_page(id).unwrap().task;
        rows.into_iter().map(|row| task(row.id)).collect()
    }

    fn task(&self, title: &str) -> Task {
        let tasks = self.tasks();
        let found = tasks
            .into_iter()
            .find(|it| it.promise.title.contains(title));
        found.unwrap_or_else(|| panic!("no {title}"))
    }

    /// Gives a task out, signs it and reports on it.
    fn work(&mut self, title: &str) -> TaskId {
        let id = self.task(title).id;
        for command in [
            Command::new(id, Verb::Assign),
            Command::new(id, Verb::Sign),
            Command::new(id, Verb::Report).text("已开工"),
        ] {
            self.app.execute(&command).unwrap();
        }
        id
    }

    fn told(&self) -> Vec<String> {
        let told = |it: Task| {
            format!(
                "{}{} {} {} {}",
                it.place.measure_number,
                it.place.measure_title,
                it.promise.title,
                it.promise.target,
                it.state.status.label()
            )
        };
        self.tasks().into_iter().map(told).collect()
    }
}

#[test]
fn the_same_document_changes_nothing() {
    let mut sample = Sample::new();
    let before = std::fs::read(sample.folder.path().join("duban.db")).unwrap();
    for slug in [None, Some("jia")] {
        let again = sample.import(FIRST, slug).unwrap_err();
        assert_eq!(
            again.message,
            "这份计划已经导入过：健康甲市行动计划（2018—2020年）（jia）。"
        );
    }
    let spaced = FIRST.replace("，", "， ").replace("：", ":");
    let same = sample.import(&spaced, None).unwrap();
    assert!(matches!(same, Imported::Same(_)), "{same:?}");
    let plan = sample.app.get_plan("jia").unwrap().id;
    assert!(sample.app.list_editions(plan).unwrap().is_empty());
    assert_eq!(
        std::fs::read(sample.folder.path().join("duban.db")).unwrap(),
        before
    );
}

#[test]
fn another_number_under_the_same_title_is_asked_about() {
    let mut sample = Sample::new();
    let asked = sample.import(SECOND, None).unwrap_err();
    assert!(
        asked.message.contains("文号或日期不同"),
        "{}",
        asked.message
    );
    assert!(asked.hints[0].contains("--plan jia"), "{:?}", asked.hints);
    let other = sample.import(SECOND, Some("yi")).unwrap();
    assert!(matches!(other, Imported::New(_)));
}

#[test]
fn an_edition_is_compared_measure_by_measure_and_changes_nothing_by_itself() {
    let mut sample = Sample::new();
    let before = sample.told();
    let changes = sample.second();
    let told: Vec<(Kind, &str)> = changes
        .iter()
        .map(|it| (it.kind, it.title.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (Kind::Changed, "推进健身工程"),
            (Kind::New, "推进养老工程"),
            (Kind::Gone, "推进饮水工程"),
        ]
    );
    // Only the printed number of what stayed the same follows.
    let after: Vec<String> = before
        .iter()
        .map(|it| it.replace("2推进控烟", "3推进控烟"))
        .collect();
    assert_eq!(sample.told(), after);
    let again = sample.import(SECOND, Some("jia")).unwrap_err();
    assert!(again.message.contains("已经导入过"));
}

#[test]
fn what_is_taken_is_a_revision_and_nothing_reported_is_lost() {
    let mut sample = Sample::new();
    let [path, meeting, pipes] = ["步道", "运动会", "管网"].map(|title| sample.work(title));
    let submit = Command::new(pipes, Verb::Submit);
    sample.app.execute(&submit).unwrap();
    sample
        .app
        .execute(&Command::new(pipes, Verb::Close))
        .unwrap();
    let changes = sample.second();
    let basis = "甲政办发〔2019〕9号，2019-05-01";
    let refused = sample.app.take_change(changes[0].id, " ").unwrap_err();
    assert_eq!(refused.message, "采用一处改动须写明依据（文号和日期）。");
    let preview = sample.app.preview_change(&changes[0]).unwrap().to_string();
    assert_eq!(preview, "不变 1 项，调整 1 项，新增草稿 1 项，取消 1 项");
    let (_, effects) = sample.app.take_change(changes[0].id, basis).unwrap();
    assert_eq!(effects.to_string(), preview);

    let revised = sample.app.task_page(path).unwrap();
    assert_eq!(revised.task.promise.target, "8条");
    assert_eq!(revised.task.state.status, Status::InProgress);
    let event = revised.events.last().unwrap();
    assert_eq!((event.verb, event.text.as_str()), (Verb::Revise, basis));
    let old = event.taken.as_ref().unwrap().words.as_ref().unwrap();
    assert_eq!(old.target, "5条");
    assert!(revised.printed.contains("步道8条"));
    assert_eq!(
        revised.task.promise.span.of(&revised.printed),
        revised.task.promise.quote
    );

    let cancelled = sample.app.task_page(meeting).unwrap();
    assert_eq!(cancelled.task.state.status, Status::Cancelled);
    assert!(cancelled.events.iter().any(|it| it.text == "已开工"));
    let added = sample.task("热线");
    assert_eq!(added.state.status, Status::Draft);
    assert_eq!(added.owners.support.len(), 1);

    sample.app.take_change(changes[1].id, basis).unwrap();
    assert_eq!(
        sample.task("养老院").place.section,
        "一、主要任务 › （一）普及健康生活"
    );
    let (_, effects) = sample.app.take_change(changes[2].id, basis).unwrap();
    assert_eq!(effects.to_string(), "删去草稿 1 项，已办结的照旧 1 项");
    assert_eq!(
        sample.app.task_page(pipes).unwrap().task.state.status,
        Status::Done
    );
    let twice = sample.app.take_change(changes[2].id, basis).unwrap_err();
    assert!(twice.message.contains("已采用"), "{}", twice.message);
    assert!(sample.app.verify_record().is_ok());

    let plan = sample.app.get_plan("jia").unwrap();
    let nothing = sample.app.undo_breakdown(plan.id).unwrap_err();
    assert!(
        nothing.message.contains("没有可以撤销"),
        "{}",
        nothing.message
    );
    for measure in sample.app.list_measures(plan.id, None).unwrap() {
        assert_eq!(sample.app.workspace(measure.id).unwrap().open_words(), 0);
    }
}

#[test]
fn what_is_not_taken_leaves_the_plan_as_it_was() {
    let mut sample = Sample::new();
    let changes = sample.second();
    let before = sample.told();
    let refused = sample.app.refuse_change(changes[0].id, "").unwrap_err();
    assert_eq!(refused.message, "不采用一处改动须写明理由。");
    sample
        .app
        .refuse_change(changes[0].id, "与市政府口径不一致")
        .unwrap();
    assert_eq!(sample.told(), before);
    let plan = sample.app.get_plan("jia").unwrap().id;
    let edition = &sample.app.list_editions(plan).unwrap()[0];
    assert_eq!(
        (edition.same, edition.changes, edition.undecided),
        (1, 3, 2)
    );
    let third = SECOND
        .replace("步道8条", "步道9条")
        .replace("〔2019〕9号", "〔2019〕11号");
    sample.import(&third, Some("jia")).unwrap();
    let older = sample.app.list_changes(edition.id).unwrap();
    assert!(older.iter().all(|it| it.decision.is_some()));
    assert_eq!(older[1].basis, "已有更新的版本");
}

#[test]
fn only_coordinators_decide() {
    let mut sample = Sample::new();
    let changes = sample.second();
    let role = crate::domain::person::Role::Liaison;
    sample
        .app
        .put_person("li", None, role, Some("市体育局"))
        .unwrap();
    let settings = Settings {
        path: sample.folder.path().join("duban.db"),
        today: None,
        stand_in: Some("li".to_owned()),
        key: None,
    };
    let mut liaison = App::open(&settings).unwrap();
    let refused = liaison.take_change(changes[0].id, "依据").unwrap_err();
    assert_eq!(refused.kind, crate::app::Kind::Permission);
}
