//! Whole documents.

use super::check::is_whole;
use super::read as read_watched;
use super::*;
use crate::domain::watch::Unwatched;
use proptest::prelude::*;
use std::sync::LazyLock;

pub fn read(bytes: &[u8], format: Option<Format>) -> Result<Draft, Problem> {
    read_watched(bytes, format, &mut Unwatched)
}

const PLAN: &str = "甲政办发〔2018〕7号\n甲市人民政府办公室关于印发健康甲市行动计划（2018—2020年）的通知\n\n各县（市）区人民政府：\n\n现印发给你们，请贯彻执行。\n\n甲市人民政府办公室\n\n2018年8月1日\n\n健康甲市行动计划\n\n一、总体目标\n\n到2020年，人人健康。\n\n二、主要任务\n\n（一）普及健康生活。\n\n1.推进健身工程。加强宣传，营造氛围。到2020年，建成步道5条；公园3个。每年举办运动会一次。（责任单位：市体育局、市教育局、各区政府）\n\n三、保障措施\n\n（一）强化督查。市卫生计生委要会同有关部门做好情况监测。\n\n附件：责任清单\n";

#[test]
fn a_plan_becomes_measures_with_tasks() {
    let draft = read(PLAN.as_bytes(), None).unwrap();
    assert_eq!(draft.measures.len(), 2);
    let measure = &draft.measures[0];
    assert_eq!(measure.path, ["二、主要任务", "（一）普及健康生活"]);
    assert_eq!(
        (measure.number.as_str(), measure.title.as_str()),
        ("1", "推进健身工程")
    );
    assert_eq!(measure.owners.len(), 2);
    let tasks: Vec<_> = measure
        .tasks
        .iter()
        .map(|task| {
            (
                task.title.as_str(),
                task.deadline.as_ref().unwrap().inherited,
            )
        })
        .collect();
    assert_eq!(
        tasks,
        [
            ("建成步道5条", false),
            ("建成公园3个", false),
            ("每年举办运动会一次", true)
        ]
    );
    assert_eq!(measure.no_task.len(), 2);
    assert!(
        draft
            .warnings
            .iter()
            .any(|warning| warning.message.contains("各区政府"))
    );
    assert_eq!(draft.measures[1].owners[0].name, "市卫生计生委");
    let section = &draft.sections[0];
    assert_eq!(section.path, ["一、总体目标"]);
    assert_eq!(section.source, "到2020年，人人健康。");
}

#[test]
fn no_measure_is_said_so() {
    assert!(matches!(
        read("只有一段话，没有编号。".as_bytes(), None),
        Err(Problem::NoMeasure { lines: 1 })
    ));
}

#[test]
fn every_part_is_accounted_for() {
    let draft = read(PLAN.as_bytes(), None).unwrap();
    is_whole(PLAN.as_bytes(), None, &draft).unwrap();
}

#[test]
fn a_heading_over_others_is_no_measure() {
    let text =
        "一、“十四五”时期重点任务\n（一）构建服务体系\n1.完善网络\n到2025年，建成站点5个。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let titles: Vec<&str> = draft.measures.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["完善网络"]);
}

#[test]
fn a_box_is_one_measure_beside_the_others() {
    let text = "一、任务\n（一）完善服务\n1.完善网络\n到2025年，建成站点5个。\n\t专栏1 重点建设工程\n\n\
        改善条件。新建门诊楼1栋。\n提升能力。培训骨干20人。\n（二）其他\n2.加强管理\n制定管理办法。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let told: Vec<(&str, &str, usize)> = draft
        .measures
        .iter()
        .map(|it| (it.number.as_str(), it.title.as_str(), it.tasks.len()))
        .collect();
    assert_eq!(
        told,
        [
            ("1", "完善网络", 1),
            ("专栏1", "重点建设工程", 2),
            ("2", "加强管理", 1)
        ]
    );
}

#[test]
fn a_goal_that_is_dated_and_measured_is_a_task() {
    let text = "一、现状\n到2018年，建成站点9个。\n二、总体目标\n坚持预防为主。到2030年实现以下目标：\n——寿命延长。人均预期寿命达到81岁左右，环境更加优美。\n——服务优质。服务能力全面提升。\n——覆盖更广。2025年签约率达到60%，管理更加规范。\n三、任务\n1.完善网络\n建成站点5个。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    assert_eq!(is_whole(text.as_bytes(), None, &draft), Ok(()));
    let goals = &draft.measures[0];
    assert_eq!(goals.path, ["二、总体目标"]);
    assert_eq!(goals.title, "总体目标");
    let told: Vec<(&str, Option<String>)> = goals
        .tasks
        .iter()
        .map(|it| {
            let deadline = it.deadline.as_ref();
            let day = deadline
                .and_then(|it| it.last_day)
                .map(|day| day.to_string());
            (it.title.as_str(), day)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("人均预期寿命达到81岁左右", Some("2030-12-31".to_owned())),
            ("签约率达到60%", Some("2025-12-31".to_owned())),
        ]
    );
    assert_eq!(draft.measures.len(), 2);
    assert!(
        draft
            .sections
            .iter()
            .any(|it| it.source.contains("服务优质"))
    );
}

#[test]
fn owners_below_the_last_of_several_measures_are_those_of_all() {
    let text = "一、任务\n（一）调研阶段\n1.启动申报：发布榜单2次。\n2.准备材料：完成申报。\n（责任单位：市甲局、市乙局）\n（二）采购阶段\n1.发布公告。建立目录。（责任单位：市丙局）\n2.签订合同。完成签约。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let told: Vec<(&str, usize)> = draft
        .measures
        .iter()
        .map(|it| (it.title.as_str(), it.owners.len()))
        .collect();
    let counts: Vec<usize> = told.iter().map(|it| it.1).collect();
    assert_eq!(counts, [2, 2, 1, 0], "{told:?}");
}

#[test]
fn a_box_without_its_title_is_a_measure_of_its_own() {
    let text = "一、任务\n1.完善网络\n到2025年，建成站点5个，形成服务网络，方便居民就近看病。\n\t专栏1 建设工程\n\n新建门诊楼1栋，配置设备20台，改善居民看病的条件。\n2.加强管理\n制定管理办法，规范服务行为，提高服务水平和管理能力。\n 实施设备更新行动。培训骨干20人。\n建立设备档案。\n\n3.加强督导\n每年开展督查一次，通报督查结果，督促问题整改到位。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let told: Vec<(&str, usize)> = draft
        .measures
        .iter()
        .map(|it| (it.number.as_str(), it.tasks.len()))
        .collect();
    assert_eq!(told, [("1", 1), ("专栏1", 2), ("2", 1), ("", 3), ("3", 2)]);
}

#[test]
fn a_dated_paragraph_below_a_list_speaks_of_the_whole_list() {
    let text = "一、任务\n1.改革行动\n（1）建好制度。制定转诊办法。\n（2）管好医院。建立评价制度。\n到2020年，建成医联体3个。\n2.环境行动\n新建公厕5座。\n";
    let draft = read(text.as_bytes(), None).unwrap();
    let told: Vec<(&str, usize)> = draft
        .measures
        .iter()
        .map(|it| (it.number.as_str(), it.tasks.len()))
        .collect();
    assert_eq!(told, [("（1）", 1), ("（2）", 1), ("", 1), ("2", 1)]);
}

#[test]
fn what_once_went_wrong_is_read_whole() {
    for text in [
        "三、\t二局二年任\n任，",
        "一、任务\n1.做事\n培训600人。(责任单位:市甲局。市乙局(责任单位:市丙局)",
        "一、任务\n1.做事\n培训600人。(责任单位:市甲局、市乙局(责任单位:市丙局)",
    ] {
        if let Ok(draft) = read(text.as_bytes(), None) {
            assert_eq!(is_whole(text.as_bytes(), None, &draft), Ok(()), "{text}");
        }
    }
}

const FORMATS: [Format; 8] = [
    Format::Text,
    Format::Markdown,
    Format::Docx,
    Format::Html,
    Format::Xlsx,
    Format::Xls,
    Format::Ods,
    Format::Csv,
];

/// What plans are made of, one a line; a line's end, a tab and a space are written `\n`, `\t` and `\s`.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let list = include_str!("../../tests/words.txt").lines();
    list.map(|word| {
        word.replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\s", " ")
    })
    .collect()
});

/// Real files, to be damaged.
const FILES: [&[u8]; 7] = [
    include_bytes!("../../tests/documents/plan.docx"),
    include_bytes!("../../tests/documents/plan.html"),
    include_bytes!("../../tests/documents/plan.md"),
    include_bytes!("../../tests/documents/list.xlsx"),
    include_bytes!("../../tests/documents/list.xls"),
    include_bytes!("../../tests/documents/list.ods"),
    include_bytes!("../../tests/documents/list.csv"),
];

proptest! {
    #[test]
    fn any_bytes_in_any_format_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for format in FORMATS {
            drop(read(&bytes, Some(format)));
        }
    }

    #[test]
    fn damaged_files_are_read_or_refused(
        file in 0..FILES.len(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        keep in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = FILES[file].to_vec();
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(keep.index(bytes.len()));
        }
        drop(read(&bytes, None));
    }

    #[test]
    fn any_markup_is_read_or_refused(text in "(?:<(?:p|div|table|tr|td rowspan=9|ol|li|br|/p|/td|/table|w:p|w:t|w:tbl|w:tc|/w:p)>|[|#*_`\\[\\]\\\\\n,;\" 一、1.任务单位]){0,60}") {
        for format in [Format::Html, Format::Markdown, Format::Csv] {
            drop(read(text.as_bytes(), Some(format)));
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        drop(read(&bytes, None));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[一二三、（）(1.）责任单位:市局，。；到2020年底前建成个每年\n\t “”加强推进实现]{0,120}") {
        if let Ok(draft) = read(text.as_bytes(), None) {
            prop_assert!(is_whole(text.as_bytes(), None, &draft).is_ok(), "{:?}", is_whole(text.as_bytes(), None, &draft));
        }
    }

    #[test]
    fn plans_made_of_their_words_are_accounted_for(words in prop::collection::vec(prop::sample::select(WORDS.as_slice()), 1..60)) {
        let text = format!("一、目标\n（一）做事\n1.{}", words.concat());
        if let Ok(draft) = read(text.as_bytes(), None) {
            prop_assert!(is_whole(text.as_bytes(), None, &draft).is_ok(), "{:?}\n{text}", is_whole(text.as_bytes(), None, &draft));
            for task in draft.measures.iter().flat_map(|measure| &measure.tasks) {
                prop_assert!(task.title.chars().count() <= 30, "{}", task.title);
            }
        }
    }

    #[test]
    fn sentences_in_a_frame_are_accounted_for(words in "[甲乙丙建立完成加强到2020年底前个中心，；。、3]{1,60}") {
        let text = format!("一、任务\n（一）做事。{words}");
        if let Ok(draft) = read(text.as_bytes(), None) {
            prop_assert!(is_whole(text.as_bytes(), None, &draft).is_ok(), "{:?}", is_whole(text.as_bytes(), None, &draft));
        }
    }
}
