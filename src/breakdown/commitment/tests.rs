//! Sentences and the promises in them.

use super::*;

fn frame() -> Frame {
    Frame {
        issued: "2018-07-31".parse().ok(),
        period_start: "2018-01-01".parse().ok(),
        period_end: "2020-12-31".parse().ok(),
    }
}

/// Each promise as "title|printed last day".
fn shown(sentence: &str) -> Vec<String> {
    find(sentence, &(0..sentence.len()), &frame())
        .promises
        .into_iter()
        .map(|promise| {
            let day = promise
                .deadline
                .and_then(|deadline| deadline.last_day)
                .map(|day| day.to_string())
                .unwrap_or_default();
            format!("{}|{day}", promise.title)
        })
        .collect()
}

#[test]
fn one_checkable_promise_a_task() {
    for (sentence, wanted) in [
        (
            "加强组织领导,建立联席会议制度,促进工作落实",
            vec!["建立联席会议制度|"],
        ),
        (
            "到2020年,至少建成2个县级示范点;5个健康单位;8个健康社区",
            vec![
                "至少建成2个县级示范点|2020-12-31",
                "建成5个健康单位|2020-12-31",
                "建成8个健康社区|2020-12-31",
            ],
        ),
        (
            "开设热线一条，2019年底前完成",
            vec!["开设热线一条|2019-12-31"],
        ),
        (
            "建立台账,到2020年,实现学校体检全覆盖",
            vec!["建立台账|", "实现学校体检全覆盖|2020-12-31"],
        ),
        (
            "到2019年，签约率达到30%以上,到2020年达到60%",
            vec!["签约率达到30%以上|2019-12-31", "签约率达到60%|2020-12-31"],
        ),
        (
            "到2019年和2020年，签约率分别达到30%和60%",
            vec!["签约率达到30%|2019-12-31", "签约率达到60%|2020-12-31"],
        ),
        (
            "到2022年和2030年，婴儿死亡率分别控制在7‰及以下和5‰及以下；知晓率分别不低于22%和30%",
            vec![
                "婴儿死亡率控制在7‰及以下|2022-12-31",
                "婴儿死亡率控制在5‰及以下|2030-12-31",
                "知晓率不低于22%|2022-12-31",
                "知晓率不低于30%|2030-12-31",
            ],
        ),
        ("将健身设施纳入城乡规划", vec!["将健身设施纳入城乡规划|"]),
        ("每年举办健步走活动2次", vec!["每年举办健步走活动2次|"]),
        (
            "依托市中心医院建立卒中筛查中心",
            vec!["依托市中心医院建立卒中筛查中心|"],
        ),
    ] {
        assert_eq!(shown(sentence), wanted, "{sentence}");
    }
}

#[test]
fn exhortations_promise_nothing() {
    for sentence in [
        "加强宣传教育,提高健康意识",
        "鼓励社会力量举办养老机构,开设热线",
        "积极推进健康文化建设",
        "充分发挥各级组织的作用",
        "不断改善就医体验",
        "坚持预防为主、防治结合",
    ] {
        assert!(
            shown(sentence).is_empty(),
            "{sentence}: {:?}",
            shown(sentence)
        );
    }
}

#[test]
fn a_closing_sentence_dates_the_whole_paragraph() {
    let sentence = "该项工作于2019年4月底前完成";
    let findings = find(sentence, &(0..sentence.len()), &frame());
    assert!(findings.promises.is_empty());
    assert_eq!(
        findings.of_paragraph.unwrap().last_day,
        "2019-04-30".parse().ok()
    );
}
