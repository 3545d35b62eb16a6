//! What keys do: to the screen, and to the file.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::Modifier;

use super::{NARROW, Sample, WIDE};
use crate::app::{App, Command, Settings};
use crate::domain::filter::Filter;
use crate::domain::light::Light;
use crate::domain::status::{Status, Verb};

#[test]
fn first_run_makes_no_file_before_one_has_chosen() {
    let mut sample = Sample::first_run(NARROW);
    sample.press("j<Down>k");
    assert!(!sample.ui.settings.path.exists());
    sample.press("g<Enter>");
    assert!(sample.ui.settings.path.exists());
    assert!(sample.line("已装入").contains("286项任务。"));
    assert!(
        sample
            .line("3逾期")
            .contains(&format!("3逾期 {}", sample.overdue()))
    );
}

#[test]
fn first_run_can_begin_empty() {
    let mut sample = Sample::first_run(NARROW);
    sample.press("G<Enter>");
    assert_eq!(sample.line("还没有计划。"), "还没有计划。");
    assert!(sample.line("已建立数据文件").ends_with("duban.db」。"));
}

#[test]
fn first_run_takes_a_document_with_a_chinese_path() {
    let mut sample = Sample::first_run(WIDE);
    let path = sample.folder.path().join("健康 规划.txt");
    std::fs::write(
        &path,
        "健康示范市行动计划\n\n一、主要任务\n1．建设健康步道。到2022年，建成健康步道3条。（责任单位：市体育局）\n",
    )
    .unwrap();
    sample.press("Gk<Enter>没有的文件.txt<Enter>");
    assert!(
        sample
            .line("没有文件")
            .contains("没有文件「没有的文件.txt」。")
    );
    assert!(!sample.ui.settings.path.exists());
    sample.press("<C-u>").paste(path.to_str().unwrap());
    sample.press("<Enter>");
    assert!(
        sample.line("已导入").contains("都是草稿"),
        "{}",
        sample.screen()
    );
    assert!(sample.screen().contains("健康示范市行动计划"));
}

#[test]
fn what_is_due_today_is_not_overdue() {
    for (today, overdue) in [
        ("2018-12-31", "3逾期   4部门"),
        ("2019-01-01", "3逾期 5   4部门"),
    ] {
        let sample = Sample::new(NARROW);
        let settings = Settings {
            today: crate::domain::day::parse_day(today),
            ..sample.ui.settings.clone()
        };
        let ui = super::Ui::new(&settings, super::Theme::monochrome(), NARROW).unwrap();
        assert!(super::dump(&ui).contains(overdue), "{today}");
    }
}

#[test]
fn a_filter_narrows_as_one_types_and_escape_widens_again() {
    let mut sample = Sample::new(NARROW);
    sample.press("jjj/控烟");
    assert!(
        sample.line("筛选").contains("7项，第1项"),
        "{}",
        sample.screen()
    );
    sample.press("<Enter>j");
    assert!(sample.line("筛选").contains("7项，第2项"));
    sample.press("<Esc>");
    let all = format!("{}项，第4项", sample.overdue());
    assert!(sample.screen().contains(&all), "{}", sample.screen());
    sample.press("/tyj");
    assert!(sample.line("筛选").contains("27项"), "{}", sample.screen());
    sample.press("<C-u>无此字样");
    assert_eq!(sample.line("没有符合"), "没有符合筛选的逾期任务。");
}

#[test]
fn a_filter_takes_fields_and_says_what_it_cannot_read() {
    let mut sample = Sample::new(WIDE);
    sample.press("/");
    let told = sample.line("筛选 /");
    assert!(told.contains("部门: 牵头: 配合:"), "{told}");
    sample.paste("部门：tyj 截止<=2020年底");
    let told = sample.line("筛选 /");
    let wanted = Filter {
        search: "部门:tyj 截止<=2020-12-31".to_owned(),
        light: Some(Light::Overdue),
        ..Filter::default()
    };
    let count = sample.app().count_tasks(&wanted).unwrap();
    assert!(count > 0 && told.contains(&format!("{count}项")), "{told}");
    sample.press("<C-u>").paste("截止<20");
    assert!(sample.line("筛选 /").contains("看不懂「截止<20」"));
    sample.press("<C-u>状态:没有");
    let told = sample.line("筛选 /");
    assert!(told.contains("0项  没有找到「没有」"), "{told}");
}

#[test]
fn what_a_filter_finds_is_marked() {
    let mut sample = Sample::new(WIDE);
    sample.press("3/kongyan");
    let mut terminal = Terminal::new(TestBackend::new(WIDE.width, WIDE.height)).unwrap();
    let buffer = terminal.draw(|frame| sample.ui.view(frame)).unwrap().buffer;
    let marked: String = buffer
        .content()
        .iter()
        .filter(|it| it.modifier.contains(Modifier::UNDERLINED | Modifier::BOLD))
        .map(|it| it.symbol())
        .collect();
    assert_eq!(marked, "控烟");
}

#[test]
fn full_width_keys_work() {
    let mut sample = Sample::new(NARROW);
    sample.press("／控烟<Enter>");
    assert!(sample.line("筛选").contains("7项"));
    sample.press("？");
    assert!(sample.line("按键说明").starts_with("按键说明，第1-20行"));
}

#[test]
fn a_paste_in_the_filter_is_text_and_outside_it_is_nothing() {
    let mut sample = Sample::new(NARROW);
    sample.paste("q\rq");
    assert!(!sample.ui.is_leaving);
    sample.press("/").paste("控\u{1b}[A烟\r\n\u{202e}");
    assert!(sample.line("筛选 /").starts_with("筛选 / 控[A烟"));
}

#[test]
fn folding_and_unfolding_walk_the_tree() {
    let mut sample = Sample::new(NARROW);
    sample.press("2jjjjll");
    assert!(sample.line("> ").contains("(一)普及健康生活"));
    sample.press("lljj");
    assert!(sample.line("> ").contains("3. 推进控烟限酒禁毒工程"));
    sample.press("h");
    assert!(sample.line("> ").contains("(一)普及健康生活"));
    sample.press("hh");
    assert!(sample.line("> ").contains("四、主要任务"));
    sample.press("h<Enter>");
    assert!(!sample.screen().contains("3. 推进控烟"));
    assert!(sample.screen().contains("43条措施"));
}

#[test]
fn an_act_that_is_not_possible_says_why() {
    let mut sample = Sample::new(WIDE);
    sample.press("c");
    assert_eq!(
        sample.line("不能销号"),
        "任务「产前诊断中心通过临床基因扩增检验」现为「待签收」，不能销号。提示：待签收的任务须先签收。"
    );
    sample.press("j");
    assert!(!sample.screen().contains("不能销号"));
    sample.press("2r");
    assert!(sample.line("没有选中").starts_with("这里没有选中任务。"));
}

#[test]
fn a_liaison_hears_whose_task_it_is() {
    let mut sample = Sample::of(Some("li"), WIDE);
    assert!(sample.line("督办 ").ends_with("李联络 联络员 市体育局"));
    sample.press("s");
    assert!(
        sample
            .line("不能代为签收")
            .contains("由「市卫健委」牵头，不能代为签收。")
    );
}

#[test]
fn a_task_goes_its_whole_way() {
    let mut sample = Sample::new(WIDE);
    let id = sample.selected();
    let steps = [
        ("s", Status::InProgress, 0),
        ("r已完成一半<Tab><BS>50<C-s>", Status::InProgress, 50),
        ("d<C-s>", Status::Submitted, 100),
        ("b缺验收材料<C-s>", Status::InProgress, 100),
        ("z等待拨款<C-s>", Status::Suspended, 100),
    ];
    for (keys, status, percent) in steps {
        sample.press(keys);
        let state = sample.task(id).state;
        assert_eq!(
            (state.status, state.percent),
            (status, percent),
            "{keys}\n{}",
            sample.screen()
        );
    }
    // 暂缓 is not overdue: the task has left the list, and is found in the tree.
    assert_ne!(sample.selected(), id);
    sample.press("2/产前诊断中心通过<Enter>");
    assert_eq!(sample.selected(), id);
    for (keys, status) in [
        ("z", Status::InProgress),
        ("d<C-s>", Status::Submitted),
        ("c<C-s>", Status::Done),
        ("o漏了一项<C-s>", Status::InProgress),
        ("u请本周报送<C-s>", Status::InProgress),
        ("x鞍政发〔2021〕1号 2021-01-04<C-s>", Status::Cancelled),
    ] {
        sample.press(keys);
        assert_eq!(
            sample.task(id).state.status,
            status,
            "{keys}\n{}",
            sample.screen()
        );
    }
}

#[test]
fn a_report_changes_the_percent_in_list_and_detail() {
    let mut sample = Sample::new(WIDE);
    sample.press("sr已通过初审<Tab><BS>60<C-s>");
    assert!(
        sample.line("已反馈").ends_with("（进行中 60%）。"),
        "{}",
        sample.screen()
    );
    assert!(sample.line("> 红").contains("60%"));
    assert!(sample.screen().contains("进行中 60%"));
    assert!(sample.screen().contains("王协调 反馈 60%：已"));
}

#[test]
fn a_refused_form_keeps_what_was_typed() {
    let mut sample = Sample::new(WIDE);
    sample.press("sr<C-s>");
    assert!(sample.line("须写明").contains("反馈须写明进展情况。"));
    sample.press("已开工<Tab><BS>120<C-s>");
    assert!(sample.line("不在 0 到 100").contains("完成百分比「120」"));
    assert!(sample.screen().contains("已开工"));
    sample.press("<BS><BS><BS>六成<C-s>");
    assert!(sample.line("不是整数").contains("「六成」"));
    sample.press("<BS><BS>60<C-s>");
    assert!(sample.line("已反馈").contains("60%"));
}

#[test]
fn escape_asks_before_a_text_is_lost() {
    let mut sample = Sample::new(WIDE);
    sample.press("sr写了一半<Esc>");
    assert!(sample.line("保留为草稿").contains("f 放弃   Esc 继续填写"));
    sample.press("<Esc>，接着写<Esc>");
    assert!(sample.screen().contains("写了一半，接着写"));
    sample.press("f");
    assert!(!sample.screen().contains("写了一半"));
    assert!(sample.app().list_form_drafts().unwrap().is_empty());
}

#[test]
fn a_conflict_keeps_the_text_and_the_next_try_is_on_the_task_as_it_is() {
    let mut sample = Sample::new(WIDE);
    sample.press("sr我的进展");
    let id = sample.selected();
    let mut other = sample.app();
    other
        .execute(&Command {
            percent: Some(30),
            ..Command::new(id, Verb::Report).text("别人先报了")
        })
        .unwrap();
    sample.press("<C-s>");
    assert!(
        sample.screen().contains("已由王协调"),
        "{}",
        sample.screen()
    );
    assert!(sample.screen().contains("我的进展"));
    assert!(sample.line("现为").contains("进行中 30%"));
    // The percent was not typed, so it is now the other's, and does not fall back to what it was.
    assert!(sample.line("完成百分比").contains("30"));
    sample.press("<C-s>");
    assert!(sample.line("已反馈").contains("进行中 30%"));
    let events = other.task_page(id).unwrap().events;
    assert_eq!(events.last().unwrap().text, "我的进展");
}

#[test]
fn another_session_changes_the_list_and_the_cursor_stays_on_its_task() {
    let mut sample = Sample::new(WIDE);
    sample.press("jjj");
    let id = sample.selected();
    assert!(!sample.ui.tick());
    let first = sample
        .app()
        .list_tasks(
            &super::super::screens::overdue::filter(),
            crate::domain::filter::Window {
                offset: 0,
                limit: 1,
            },
        )
        .unwrap();
    sample
        .app()
        .execute(&Command::new(first[0].id, Verb::Suspend).text("等待拨款"))
        .unwrap();
    assert!(sample.ui.tick());
    assert_eq!(sample.selected(), id);
    let left = sample.overdue();
    assert!(sample.screen().contains(&format!("{left}项，第3项")));
    assert!(sample.screen().contains(&format!("3逾期 {left} ")));
}

#[test]
fn assigning_takes_initials_and_offers_names() {
    let mut sample = Sample::new(WIDE);
    let id = sample.selected();
    sample.press("atyj<Enter>");
    assert!(sample.line("牵头单位").contains("市体育局"));
    sample.press("jyj<Enter><C-s>");
    let task = sample.task(id);
    let app = sample.app();
    let lead = app.directory().get(task.state.lead.unwrap()).unwrap();
    assert_eq!(lead.name, "市体育局");
    let support: Vec<&str> = task
        .owners
        .support
        .iter()
        .map(|it| app.directory().get(*it).unwrap().name.as_str())
        .collect();
    assert_eq!(support, ["市教育局"]);
    assert!(sample.line("> 红").contains("市体育局"));
}

#[test]
fn a_department_leads_to_its_tasks_and_back() {
    let mut sample = Sample::new(NARROW);
    sample.press("4/tyj<Enter>");
    assert!(
        sample.line("> ").starts_with("> 市体育局"),
        "{}",
        sample.screen()
    );
    sample.press("<Enter>j<Enter>");
    assert!(sample.line("牵头").contains("市体育局"));
    sample.press("<Esc><Esc>");
    assert!(sample.line("> ").starts_with("> 市体育局"));
    sample.press("<Esc>");
    assert!(sample.line("个部门").starts_with("18个部门"));
}

#[test]
fn the_detail_can_be_read_on_a_narrow_screen_too() {
    let mut sample = Sample::new(NARROW);
    sample.press("2jjjj<Enter>j<Enter>j<Tab>");
    assert!(sample.line("责任").contains("市智慧办、市卫生计生委"));
    sample.press("<Tab>");
    assert!(sample.line("> ").contains("1. 推进健康大数据管理工程"));
}

#[test]
fn moving_inside_the_window_asks_nothing() {
    let mut sample = Sample::new(WIDE);
    sample.press("jj");
    // Without the file every question would fail, and say so.
    let path = sample.ui.settings.path.clone();
    App::open(&sample.ui.settings).unwrap();
    for name in ["duban.db", "duban.db-wal", "duban.db-shm"] {
        drop(std::fs::remove_file(path.with_file_name(name)));
    }
    for key in super::read_keys("jjjj<PgDn>kk") {
        sample.ui.handle(ratatui::crossterm::event::Event::Key(key));
        sample.ui.prepare();
    }
    assert!(sample.ui.message.is_none());
}

#[test]
fn the_cursor_stands_where_one_types() {
    let mut sample = Sample::new(WIDE);
    sample.press("sr进展");
    let mut terminal = Terminal::new(TestBackend::new(120, 40)).unwrap();
    terminal.draw(|frame| sample.ui.view(frame)).unwrap();
    let position = terminal.get_cursor_position().unwrap();
    let row = super::dump(&sample.ui)
        .lines()
        .position(|it| it.contains("│ 进展  "))
        .unwrap();
    assert_eq!(usize::from(position.y), row);
    // Frame, margin, two characters.
    assert_eq!(position.x, 22 + 2 + 4);
}

#[test]
fn keys_that_come_at_once_act_on_what_the_ones_before_led_to() {
    let mut sample = Sample::new(NARROW);
    sample.press("4j<Enter>j<Enter>");
    assert!(sample.line("牵头").contains("市文旅局"));
    sample.press("q");
    assert!(sample.ui.is_leaving);
}

#[test]
fn what_a_field_was_filled_in_with_gives_way_to_what_is_typed() {
    let mut sample = Sample::new(NARROW);
    sample.press("sr进展<Tab>60");
    assert!(sample.line("完成百分比").contains("完成百分比 60 "));
    sample.press("<C-s>r再报<Tab><BS>5");
    assert!(sample.line("完成百分比").contains("完成百分比 65 "));
}

#[test]
fn a_message_of_two_lines_is_cut_only_where_it_is_too_long() {
    let mut sample = Sample::new(NARROW);
    sample.press("c");
    let screen = sample.screen();
    let last = screen.lines().last().unwrap();
    assert!(last.trim_end().ends_with("须先签收。"), "{last}");
}

#[test]
fn a_report_says_more_than_words_and_is_taken_back_and_done_again() {
    let mut sample = Sample::new(WIDE);
    let id = sample.selected();
    sample.press("s");
    let keys = "r已开工<Tab>40<Tab>缺设备<Tab>下月到货<Tab>健办〔2020〕3号<Tab>2020-12-30<C-s>";
    sample.press(keys);
    let told = |sample: &Sample| {
        let events = sample.app().task_page(id).unwrap().events;
        events.last().unwrap().report.clone().unwrap_or_default()
    };
    let report = told(&sample);
    assert_eq!(report.problems, "缺设备");
    assert_eq!(report.next, "下月到货");
    assert_eq!(report.evidence, "健办〔2020〕3号");
    assert_eq!(report.stamped.unwrap().to_string(), "2020-12-30");
    let screen = sample.press("<Tab>").screen();
    assert!(screen.contains("存在问题：缺设备"), "{screen}");
    sample.press("<Esc><C-z>");
    assert_eq!(sample.task(id).state.percent, 0, "{}", sample.screen());
    assert!(
        sample.screen().contains("已撤销：反馈"),
        "{}",
        sample.screen()
    );
    sample.press("<C-y>");
    assert_eq!(sample.task(id).state.percent, 40, "{}", sample.screen());
    sample.press("UU");
    assert_eq!(sample.task(id).state.status, Status::Assigned);
}

#[test]
fn a_revision_is_asked_in_a_form_and_shows_what_stood() {
    let mut sample = Sample::new(WIDE);
    let id = sample.selected();
    let before = sample.task(id).promise.title;
    sample.press("R建成新中心<Tab>3个<Tab><Tab><Tab><C-s>");
    assert!(
        sample.screen().contains("调整须写明依据"),
        "{}",
        sample.screen()
    );
    sample.press("健办〔2020〕8号 2020-12-28<C-s>");
    let task = sample.task(id);
    assert_eq!(task.promise.title, "建成新中心", "{}", sample.screen());
    assert_eq!(task.promise.target, "3个");
    let screen = sample.press("<Tab>").screen();
    assert!(
        screen.contains("原名") && screen.contains(&before[..12]),
        "{screen}"
    );
}

#[test]
fn who_comes_second_sees_the_difference_and_may_try_again() {
    let mut sample = Sample::new(WIDE);
    let id = sample.selected();
    sample.press("sr我的进展");
    let first = Command {
        percent: Some(55),
        ..Command::new(id, Verb::Report).text("先到的进展")
    };
    sample.app().execute(&first).unwrap();
    sample.press("<C-s>");
    let screen = sample.screen();
    // The sentences run over several rows of the dialog, which the detail's border does not part.
    let rows = screen.lines().filter_map(|it| it.split('│').nth(1));
    let dialog = rows.collect::<String>().replace(' ', "");
    for told in ["反馈，未保存", "进度0%→55%", "反馈：先到的进展", "我的进展"]
    {
        assert!(dialog.contains(told), "{told}\n{screen}");
    }
    sample.press("<C-s>");
    let page = sample.app().task_page(id).unwrap();
    assert_eq!(page.events.last().unwrap().text, "我的进展");
    assert_eq!(page.task.state.percent, 55);
}
