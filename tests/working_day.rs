//! A working day: a coordinator and a liaison, each at a dashboard of their own on one file, by keys alone. What one does
//! the other sees without a key; at the end the file and its record say what was pressed, in order.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::expect_used,
    reason = "a test fails by panicking"
)]

#[allow(dead_code, reason = "each test of programs uses a part of it")]
mod program;

use program::{Office, Session, TODAY};
use serde_json::Value;

/// A plan that came in the post this morning.
const PLAN: &str = "健康甲市行动计划（2021—2022年）\n\n一、主要任务\n\n\
    1.推进健身工程。加强宣传，营造氛围。到2021年底，建成步道5条；公园3个。每年举办运动会一次。\
    （责任单位：市体育局、市教育局）\n\n\
    2.推进控烟工程。倡导无烟生活。设立戒烟门诊2个，培训骨干20名。\n";

const ENTER: &str = "\r";
const ESC: &str = "\x1b";
const TAB: &str = "\t";
const SEND: &str = "\x13";
const UNDO: &str = "\x1a";
const REDO: &str = "\x19";
const FIND: &str = "\x10";
const EMPTY: &str = "\x15";
const F2: &str = "\x1bOQ";

/// The tasks of 市体育局 that the day is about.
const RULES: &str = "出台公共体育场地设施管理办法";
const DAILY: &str = "倡导群众天天参加健身";
const SKILLS: &str = "倡导群众掌握体育健身方法";
const TRAIL: &str = "城区建成健康步道";
const FLIGHT: &str = "岫岩县建滑翔伞飞行营地";
/// Two lines that stand in another paper; the first is longer than the form is wide.
const PASTED: (&str, &str) = (
    "一、办法初稿已经写成，征求了各县区、市教育局、市财政局和全市二十三家协会的意见，大家原则上同意。",
    "二、正在修改。",
);

/// Two of the plan that came this morning.
const PARK: &str = "建成公园3个";
const CLINIC: &str = "设立戒烟门诊2个";

/// The office of the day, and the two at their desks.
struct Day {
    office: Office,
    /// 王敏, who coordinates, at a large window.
    wang: Session,
    /// 李联络 of 市体育局, at a small one.
    li: Session,
}

impl Day {
    /// Before anybody has pressed a key.
    fn begin() -> Self {
        let office = Office::seeded();
        let own = std::process::Command::new("id")
            .arg("-un")
            .output()
            .unwrap();
        let own = String::from_utf8(own.stdout).unwrap();
        let enter = |login: &str, words: &[&str]| {
            office.does(&[&["user", "add", login, "--role"], words].concat());
        };
        enter(own.trim(), &["coordinator", "--name", "王敏"]);
        enter(
            "li",
            &["liaison", "--name", "李联络", "--department", "市体育局"],
        );
        std::fs::write(office.path("计划.txt"), PLAN).unwrap();
        office.does(&["import", "计划.txt"]);
        let wang = office.sit_down(40, 120);
        let li = office.sit_down_as(Some("li"), 24, 80);
        Self { office, wang, li }
    }

    fn number(&self, title: &str) -> String {
        task(&self.office, title)["id"].to_string()
    }
}

fn read(printed: &str) -> Value {
    serde_json::from_str(printed).unwrap()
}

/// The task with this title, as the command line shows it.
fn task(office: &Office, title: &str) -> Value {
    let listed = read(&office.does(&["task", "list", "--search", title, "--format", "json"]));
    let mut rows = listed.as_array().unwrap().iter();
    let row = rows.find(|it| it["title"] == title);
    let id = row.unwrap_or_else(|| panic!("no {title}: {listed}"))["id"].to_string();
    read(&office.does(&["task", "show", &id, "--format", "json"]))
}

/// What was done today, the oldest first: who, what, to what, with which words.
fn record(office: &Office) -> Vec<String> {
    let asked = [
        "audit", "list", "--from", TODAY, "--limit", "1000", "--format", "json",
    ];
    let told = |it: &Value| {
        let cells = [
            &it["name"],
            &it["label"],
            &it["subject"]["title"],
            &it["text"],
        ];
        let [who, what, to, words] = cells.map(|it| it.as_str().unwrap_or_default());
        // Who stood in is the user that the tests run as.
        let who = who.split('（').next().unwrap_or_default();
        format!("{who} {what} {to} {words}").trim_end().to_owned()
    };
    let listed = read(&office.does(&asked));
    listed.as_array().unwrap().iter().rev().map(told).collect()
}

/// Narrows the list on the screen to the tasks with these numbers, the cursor on the first.
fn pick(session: &mut Session, numbers: &[String]) {
    let words = format!("编号:{}", numbers.join(","));
    let count = format!("{}项，第1", numbers.len());
    session
        .press("/")
        .shows("筛选 /")
        .press(EMPTY)
        .press(&words);
    session
        .shows(&words)
        .press(ENTER)
        .hides("保留筛选")
        .shows(&count);
}

/// The row under the cursor.
fn marked(screen: &str) -> &str {
    let row = screen.lines().find(|it| it.starts_with('>'));
    row.unwrap_or_default()
}

/// Shows the tasks with these numbers in the overdue pane of the liaison.
fn pick_own(li: &mut Session, numbers: &[String]) {
    li.press("3").shows("项，第1项");
    pick(li, numbers);
}

/// Sees what waits, narrows, sorts and groups it, and keeps the list on a key.
fn the_coordinator_looks_around(day: &mut Day) {
    let wang = &mut day.wang;
    wang.shows("2份计划，291项任务").press("7");
    wang.shows("超过5天未签收 286")
        .shows("草稿5项")
        .shows("7待办 286");
    wang.press("/").shows("筛选 /").press("部门:tyj 灯:红");
    wang.shows("待办29项")
        .press(ENTER)
        .press(ESC)
        .shows("待办286项，草稿5项");
    wang.press("3").shows("286项，第1项");
    wang.press("S")
        .shows("按牵头排序")
        .press("牵头\r")
        .shows("牵头^");
    wang.press("F")
        .shows("按章节分组")
        .press("qt\r")
        .shows("按牵头分组");
    wang.press("/")
        .shows("筛选 /")
        .press("牵头:tyj")
        .shows("25项");
    wang.press(ENTER).hides("保留筛选");
    wang.press("W").shows("存为视图").press("体育局红灯\t\tF2");
    wang.shows("F2")
        .press(SEND)
        .shows("已存为视图「体育局红灯」");
    wang.press("1")
        .shows("本周与上周")
        .press(F2)
        .shows("F2 体育局红灯");
}

/// Urges three tasks as one act; the liaison, who has pressed nothing, has one of them open and reads it.
fn three_are_urged_at_once(day: &mut Day) {
    let numbers = [RULES, DAILY, SKILLS].map(|it| day.number(it));
    let (wang, li) = (&mut day.wang, &mut day.li);
    li.shows("李联络 联络员 市体育局")
        .press("7")
        .shows("待签收 25");
    li.press(ENTER).shows("经过").shows(RULES);
    pick(wang, &numbers);
    wang.press("g ").shows("选中3项").press("u");
    wang.shows("选中的3项一并催办：")
        .press("请于周五前反馈")
        .press(SEND);
    wang.shows("已催办3项");
    li.shows("催办：请于周五前反馈")
        .press(ESC)
        .shows("待签收 25");
}

/// Signs for three at once, reports on one in lines of their own, asks for more time, and sends one in.
fn the_liaison_signs_reports_asks_and_submits(day: &mut Day) {
    let numbers = [RULES, DAILY, SKILLS].map(|it| day.number(it));
    let (wang, li) = (&mut day.wang, &mut day.li);
    li.press("g jV").shows("选中3项").press("s");
    li.shows("选中的3项一并签收：")
        .press(ENTER)
        .shows("已签收3项");
    li.shows("催办未复 3").shows("7待办 25");

    wang.press("3").hides("F2 体育局红灯");
    pick(wang, &numbers);
    wang.press("j").shows("催办：请于周五前反馈");
    pick_own(li, &numbers);
    li.press("r").shows("完成百分比");
    // A paste keeps its line ends; what is too long for the field goes on in the next row.
    let (first, second) = PASTED;
    li.press(&format!("\x1b[200~{first}\r{second}\x1b[201~"))
        .shows(second)
        .until("a row that goes on in the next", |screen| {
            screen.contains("一、办法初稿") && screen.contains("同意。") && !screen.contains(first)
        });
    li.press("月底送审。").shows("二、正在修改。月底送审。");
    li.press(TAB)
        .press(EMPTY)
        .press("60")
        .shows("60%")
        .press(SEND);
    li.shows("已反馈").shows("进行中 60%");
    wang.shows("60%").shows("二、正在修改。");

    li.press("j").until(DAILY, |it| it.contains("第2项"));
    li.press("e")
        .shows("延到什么时候")
        .press("器材未到货")
        .press(TAB);
    li.press("2020年底")
        .shows("2020年12月31日 星期四，已过 5 天");
    li.press(EMPTY)
        .press("2021年3月底")
        .shows("2021年3月31日 星期三，还有 85 天");
    li.press(SEND).shows("已申请延期");

    li.press("j").until(SKILLS, |it| it.contains("第3项"));
    li.press("d")
        .shows("申请办结")
        .press("已办培训12期")
        .press(SEND)
        .shows("已申请办结");
    li.press(ENTER).shows("经过").shows("已办培训12期");
    wang.press("7").shows("待审核 1").shows("延期待批 1");
}

/// Grants the extension, sends the submission back; what was pressed last is taken back and done again.
fn the_coordinator_decides(day: &mut Day) {
    let (wang, li) = (&mut day.wang, &mut day.li);
    wang.press("g")
        .until(SKILLS, |it| marked(it).contains(SKILLS));
    wang.press("b")
        .shows("退回")
        .press("缺学员签到册")
        .press(SEND)
        .shows("已退回");
    // Nothing was pressed here: the answer comes by itself.
    li.shows("退回：缺学员签到册")
        .press(ESC)
        .shows("3项，第3项");
    wang.shows("延期待批 1")
        .until(DAILY, |it| marked(it).contains(DAILY));
    wang.press("e")
        .shows("准予延期")
        .press(SEND)
        .shows("已准予延期");
    li.shows("2项，第2项");
    wang.press(UNDO)
        .shows("已撤销：准予延期")
        .shows("延期待批 1");
    li.shows("3项，第3项");
    wang.press(REDO)
        .shows("已重做：准予延期")
        .hides("延期待批 1");
    li.shows("2项，第2项");
}

/// The line breaks in the middle of a sentence; the sentence is there at the next login, and is sent.
fn the_line_breaks_and_nothing_is_lost(day: Day) -> Day {
    let id = day.number(SKILLS);
    let Day {
        office,
        mut wang,
        mut li,
    } = day;
    li.press("r")
        .shows("完成百分比")
        .press("签到册已")
        .shows("签到册已");
    li.signal("-HUP");
    li.ends(false);
    let mut li = office.sit_down_as(Some("li"), 24, 80);
    li.shows("有一份没写完的草稿：反馈「").press("D");
    li.shows("草稿，共 1 份").shows("签到册已").press(ENTER);
    li.shows("已放回")
        .press("补齐。")
        .shows("签到册已补齐。")
        .press(SEND);
    li.shows("已反馈").press("7").shows("逾期 2");
    li.press("2").shows("份计划");
    pick(&mut li, &[id]);
    li.press("d")
        .shows("申请办结")
        .press("12期的签到册附后")
        .press(SEND);
    li.shows("已申请办结");
    wang.press("7").shows("待审核 1").press("g");
    wang.until(SKILLS, |it| marked(it).contains(SKILLS));
    wang.press("c")
        .shows("销号")
        .press("同意")
        .press(SEND)
        .shows("已销号");
    li.shows("已办结");
    Day { office, wang, li }
}

/// The liaison gives a task back; the coordinator, at whose inbox it turns up, gives it to whom it belongs.
fn a_task_is_declined_and_given_to_another(day: &mut Day) {
    let id = day.number(FLIGHT);
    let (wang, li) = (&mut day.wang, &mut day.li);
    pick(li, &[id]);
    li.press("t")
        .shows("退还")
        .press("滑翔伞营地由文旅局审批")
        .press(SEND)
        .shows("已退还");
    wang.press("7").shows("退还的 1").press("g");
    wang.until(FLIGHT, |it| marked(it).contains(FLIGHT));
    // An act by the initials of its pinyin.
    wang.press(":")
        .shows("办理")
        .press("jiaoban")
        .shows("交办")
        .press(ENTER);
    wang.shows("牵头单位")
        .press("wenlvju\r")
        .shows("市文旅局")
        .press(SEND);
    wang.shows("已交办").hides("退还的 1");
    li.shows("市文旅局");
}

/// The plan of this morning: one measure on the workbench, the drafts of the other given out as one act.
fn a_plan_is_broken_down_and_given_out(day: &mut Day) {
    let (wang, li) = (&mut day.wang, &mut day.li);
    wang.press("2")
        .shows("2份计划")
        .press("G")
        .shows("jkjsxdjhn-2021")
        .press("w");
    wang.shows("已拆 0/2 条").press("j").until(PARK, |it| {
        it.contains("原文  3个") || it.contains("公园3个")
    });
    wang.press("t")
        .shows("完成时限")
        .press(EMPTY)
        .press("2021年10月底前")
        .press(SEND);
    wang.hides("[ 提交 ]").shows("2021-10-31");
    wang.press(ENTER).shows("交办本条的 3 项任务").press(ENTER);
    wang.shows("已交办 3 项任务")
        .shows("已拆 1/2 条")
        .press(ESC)
        .shows("2份计划");
    li.press("7").shows("待签收 24");
    wang.press("/")
        .shows("筛选 /")
        .press("状态:草稿")
        .shows("2项")
        .press(ENTER);
    wang.hides("保留筛选")
        .press("*")
        .shows("选中2项")
        .press("a");
    wang.shows("选中的2项一并交办：")
        .press("wjw\r")
        .shows("市卫健委")
        .press(SEND);
    wang.shows("已交办2项").press(ESC).shows("2份计划");
}

/// From a number to its tasks, and from a word to a task.
fn the_coordinator_follows_a_number(day: &mut Day) {
    let wang = &mut day.wang;
    wang.press("4")
        .shows("办结率")
        .press("M")
        .shows("逾期占合计");
    wang.press("/")
        .shows("筛选 /")
        .press("tyj")
        .press(ENTER)
        .hides("保留筛选");
    wang.press("jl")
        .shows("市体育局 红灯")
        .press(ENTER)
        .shows("第1项");
    wang.press(FIND)
        .shows("查找")
        .press("jkbd")
        .shows(TRAIL)
        .press(ENTER);
    wang.hides("查找：").shows("经过").shows("任务 52");
    wang.press("u")
        .shows("[ 提交 ]")
        .press("步道何时开工")
        .press(SEND)
        .shows("已催办");
}

/// The week as a file, and as a paper that is kept as it was sent.
fn the_week_is_written_and_sent(day: &mut Day) {
    let Day { office, wang, .. } = day;
    wang.press("6")
        .shows("2021年第1周督办周报")
        .press("d")
        .shows("已写入");
    let first = std::fs::read(office.path("2021年第1周督办周报.docx")).unwrap();
    assert!(first.starts_with(b"PK"));
    wang.press("s")
        .shows("发文")
        .press(TAB)
        .press("第1期")
        .press(TAB);
    wang.press("市政府、各县区").press(SEND).shows("已记为发文");
    let sent = office.does(&["export", "sent"]);
    assert!(
        sent.contains("第1期") && sent.contains("市政府、各县区"),
        "{sent}"
    );
    office.does(&["export", "sent", "1", "-o", "留底.docx"]);
    let sent = std::fs::read(office.path("2021年第1周督办周报（2）.docx")).unwrap();
    assert!(sent == std::fs::read(office.path("留底.docx")).unwrap());
}

/// Both leave with their windows as they were.
fn both_leave(mut day: Day) -> Office {
    day.li.press("7").shows("待签收 24").shows("7待办 26");
    for mut session in [day.wang, day.li] {
        session.press("q");
        assert_eq!(session.ends(false), 0);
    }
    day.office
}

/// What was pressed today, in order; what stood in the file before comes first.
const PRESSED: &[&str] = &[
    "王敏 催办 出台公共体育场地设施管理办法 请于周五前反馈",
    "王敏 催办 倡导群众天天参加健身 请于周五前反馈",
    "王敏 催办 倡导群众掌握体育健身方法 请于周五前反馈",
    "李联络 签收 出台公共体育场地设施管理办法",
    "李联络 签收 倡导群众天天参加健身",
    "李联络 签收 倡导群众掌握体育健身方法",
    "李联络 反馈 出台公共体育场地设施管理办法 60%：一、办法初稿已经写成，征求了各县区、市教育局、市财政局和全市二十三家协会的意见，\
     大家原则上同意。\n二、正在修改。月底送审。",
    "李联络 申请延期 倡导群众天天参加健身 延至 2021-03-31：器材未到货",
    "李联络 申请办结 倡导群众掌握体育健身方法 100%：已办培训12期",
    "王敏 退回 倡导群众掌握体育健身方法 缺学员签到册",
    "王敏 准予延期 倡导群众天天参加健身 期限改为 2021-03-31",
    "王敏 撤销 倡导群众天天参加健身 准予延期",
    "王敏 重做 倡导群众天天参加健身 准予延期",
    "李联络 反馈 倡导群众掌握体育健身方法 100%：签到册已补齐。",
    "李联络 申请办结 倡导群众掌握体育健身方法 12期的签到册附后",
    "王敏 销号 倡导群众掌握体育健身方法 同意",
    "李联络 退还 岫岩县建滑翔伞飞行营地 滑翔伞营地由文旅局审批",
    "王敏 交办 岫岩县建滑翔伞飞行营地",
    "王敏 改写 建成公园3个",
    "王敏 交办 建成步道5条",
    "王敏 交办 建成公园3个",
    "王敏 交办 每年举办运动会一次",
    "王敏 交办 设立戒烟门诊2个",
    "王敏 交办 培训骨干20名",
    "王敏 催办 城区建成健康步道 步道何时开工",
];

#[test]
fn a_coordinator_and_a_liaison_live_through_a_day() {
    let mut day = Day::begin();
    let before = record(&day.office).len();
    the_coordinator_looks_around(&mut day);
    three_are_urged_at_once(&mut day);
    the_liaison_signs_reports_asks_and_submits(&mut day);
    the_coordinator_decides(&mut day);
    let mut day = the_line_breaks_and_nothing_is_lost(day);
    a_task_is_declined_and_given_to_another(&mut day);
    a_plan_is_broken_down_and_given_out(&mut day);
    the_coordinator_follows_a_number(&mut day);
    the_week_is_written_and_sent(&mut day);
    let office = both_leave(day);

    assert_eq!(record(&office).split_off(before), PRESSED);
    let said = office.does(&["audit", "verify"]);
    assert!(said.contains("校验值全部相符"), "{said}");
    let stands = |title: &str| {
        let task = task(&office, title);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (status, lead) = (text(&task["status"]), text(&task["lead"]));
        let last_day = text(&task["deadline"]["last_day"]);
        format!("{status} {}% {lead} {last_day}", task["percent"])
    };
    assert_eq!(stands(RULES), "in_progress 60% 市体育局 2020-12-31");
    assert_eq!(stands(DAILY), "in_progress 0% 市体育局 2021-03-31");
    assert_eq!(stands(SKILLS), "done 100% 市体育局 2020-12-31");
    assert_eq!(stands(TRAIL), "assigned 0% 市体育局 2020-12-31");
    assert_eq!(stands(FLIGHT), "assigned 0% 市文旅局 2020-12-31");
    assert_eq!(stands(PARK), "assigned 0% 市体育局 2021-10-31");
    assert_eq!(stands(CLINIC), "assigned 0% 市卫健委 2022-12-31");
}
