//! Who is suggested for what, and why, as tables in our own words.

use proptest::prelude::*;

use super::*;

/// Departments by a letter, with names and duties in our own words.
fn adviser() -> Adviser<char> {
    let mut adviser = Adviser::new();
    for (key, names, duties) in [
        (
            '体',
            "市体育局 体育局",
            "健身 步道 体质监测 公共体育设施 运动会",
        ),
        ('教', "市教育局 教育局", "学校 学生 校医 近视 健康教育课"),
        ('卫', "市卫健委 卫健委", "健康 医院 疫苗 健康教育 护理 急救"),
        ('民', "市民政局 民政局", "养老 日间照料 护理补贴"),
        ('红', "市红十字会 红十字会", "急救 应急救护"),
        ('宣', "市委宣传部 宣传部", "宣传 媒体"),
        ('科', "市科协 科协", "科普 科技馆"),
    ] {
        for name in names.split(' ') {
            adviser.name(key, name);
        }
        for keyword in duties.split(' ') {
            adviser.duty(key, keyword);
        }
    }
    adviser
}

fn keys(adviser: &Adviser<char>, title: &str, text: &str) -> String {
    let suggestions = adviser.suggest(title, text);
    suggestions.into_iter().map(|it| it.key).collect()
}

fn reason(adviser: &Adviser<char>, title: &str, text: &str) -> String {
    let suggestions = adviser.suggest(title, text);
    suggestions
        .first()
        .map(|it| it.reason.label())
        .unwrap_or_default()
}

#[test]
fn duties_speak_for_a_department() {
    let adviser = adviser();
    for (title, text, expected) in [
        ("沿河修健身步道", "", "体"),
        ("给中小学校配校医", "", "教"),
        ("老人白天有人照看", "新增日间照料床位", "民"),
        // The title tells more than what stands behind it.
        ("办社区运动会", "请学校和媒体一起办", "体教宣"),
        // Claimed by two: both are suggested, in the order of the file.
        ("普及急救知识", "", "卫红"),
        // 健康 stands in the duties of two, so that it counts less than 学生.
        ("学生健康体检", "", "教卫"),
        // A longer keyword swallows the shorter one of the same department, and beats that of another.
        ("开好健康教育课", "", "教卫"),
        ("发放护理补贴", "", "民卫"),
        // Never more than three.
        ("学校、医院、养老院和媒体", "", "教卫民"),
    ] {
        assert_eq!(keys(&adviser, title, text), expected, "{title}");
    }
}

#[test]
fn generalities_get_no_suggestion() {
    let mut adviser = adviser();
    for _ in 0..2 {
        for (title, text) in [
            ("加强组织领导", "各地各部门要高度重视，健全工作机制"),
            ("全面完成年度目标任务", "做到有部署、有检查、有结果"),
            ("", ""),
            ("2030年", "≥80%"),
        ] {
            assert_eq!(keys(&adviser, title, text), "", "{title}");
        }
        adviser.example('宣', "请专家上电视讲营养", "");
        adviser.example('民', "给高龄老人送餐上门", "完善体系，健全机制，提升能力");
    }
}

#[test]
fn a_body_that_the_text_names_goes_first() {
    let adviser = adviser();
    for (title, text, expected) in [
        ("沿河修步道", "由市卫健委会同体育局选址", "卫体"),
        ("红十字会培训救护员", "", "红"),
        ("请（市民政局）摸底", "", "民"),
        ("请 市 民政局摸底", "", "民"),
        // The characters behind make another word of it.
        ("宣传部门出方案", "", "宣"),
        ("教育局面一新", "", ""),
        ("推行多学科协作", "", ""),
        ("科协推行", "", "科"),
    ] {
        assert_eq!(keys(&adviser, title, text), expected, "{title}");
    }
    assert_eq!(
        reason(&adviser, "红十字会培训救护员", ""),
        "原文提到「红十字会」"
    );
    assert_eq!(reason(&adviser, "宣传部门出方案", ""), "职责含「宣传」");
}

#[test]
fn tasks_that_are_alike_speak_for_their_owner() {
    let mut adviser = Adviser::new();
    adviser.example('城', "清运背街小巷垃圾", "主城区环境整治");
    adviser.example('城', "更换破损垃圾桶", "主城区环境整治");
    adviser.example('水', "疏浚村边沟渠", "农村水系整治");
    adviser.example('财', "拨付培训补助", "保障措施");
    assert_eq!(keys(&adviser, "小巷里的垃圾日产日清", ""), "城");
    assert_eq!(
        reason(&adviser, "小巷里的垃圾日产日清", ""),
        "与「清运背街小巷垃圾」等2项任务相近"
    );
    assert_eq!(reason(&adviser, "疏浚沟渠", ""), "与「疏浚村边沟渠」相近");
    assert_eq!(keys(&adviser, "培养书法爱好者", ""), "");
}

#[test]
fn duties_and_examples_add_up() {
    let mut adviser = adviser();
    // By its duties alone 卫 comes first of the two that claim 急救, by the city's own custom 红.
    adviser.example('红', "给车站配急救箱", "公共场所自救互救");
    assert_eq!(keys(&adviser, "给商场配急救箱", ""), "红卫");
    // A body that leads nothing here gives way to one that does.
    let mut other = Adviser::new();
    for key in ['甲', '乙'] {
        other.duty(key, "绿道");
    }
    assert_eq!(keys(&other, "建绿道", ""), "甲乙");
    other.example('乙', "栽行道树", "");
    assert_eq!(keys(&other, "建绿道", ""), "乙甲");
}

#[test]
fn a_reason_names_the_most_telling_keywords() {
    let adviser = adviser();
    assert_eq!(
        reason(&adviser, "建健身步道，添公共体育设施，办运动会", ""),
        "职责含「公共体育设施」「运动会」「健身」"
    );
}

#[test]
fn what_was_asked_before_does_not_hide_what_comes_in_later() {
    let mut adviser = adviser();
    assert_eq!(keys(&adviser, "栽种银杏", ""), "");
    adviser.duty('林', "银杏");
    assert_eq!(keys(&adviser, "栽种银杏", ""), "林");
    adviser.example('园', "栽种银杏一千株", "");
    assert_eq!(keys(&adviser, "栽种银杏", ""), "园林");
}

proptest! {
    #[test]
    fn any_text_gets_at_most_three_different_departments(
        title in "[市教育局卫健委红十字会学生\\PC]{0,40}",
        text in "\\PC{0,80}",
    ) {
        let mut adviser = adviser();
        adviser.example('园', &text, &title);
        let suggestions = adviser.suggest(&title, &text);
        prop_assert!(suggestions.len() <= SUGGESTIONS);
        let distinct: HashSet<char> = suggestions.iter().map(|it| it.key).collect();
        prop_assert_eq!(distinct.len(), suggestions.len());
        prop_assert!(suggestions.iter().all(|it| !it.reason.label().is_empty()));
    }
}
