//! The indicator table of a later edition: compared row by row, and carried out when a coordinator takes a row.

use crate::app::Error;
use crate::app::record::Recorder;
use crate::domain::draft::DraftIndicator;
use crate::domain::edition::{Matter, Pair, compare_rows};
use crate::domain::id::{EditionId, IndicatorId, PlanId};
use crate::domain::status::Verb;
use crate::store::{NewChange, Write};

/// The indicators of a plan beside the table of an edition.
pub struct Table<'a> {
    /// The rows of the file, with their numbers.
    old: Vec<(IndicatorId, DraftIndicator)>,
    /// The rows of the edition.
    new: &'a [DraftIndicator],
    /// Which of them belong together; none where the edition has no table.
    pub pairs: Vec<Pair>,
}

impl<'a> Table<'a> {
    /// Compares the table of an edition with what the file holds and still stands.
    pub fn compare(
        write: &Write<'_>,
        plan: PlanId,
        new: &'a [DraftIndicator],
    ) -> Result<Self, Error> {
        let kept = write.list_indicators(Some(plan))?.into_iter();
        let kept = kept.filter(|it| !it.is_gone);
        let (ids, old): (Vec<_>, Vec<_>) = kept.map(|it| (it.id, it.row())).unzip();
        let pairs = compare_rows(&old, new);
        Ok(Self {
            old: ids.into_iter().zip(old).collect(),
            new,
            pairs,
        })
    }

    /// Keeps what differs for a coordinator, and puts the rows of the file into the order of the edition.
    pub fn store(&self, write: &Write<'_>, edition: EditionId) -> Result<(), Error> {
        for (position, pair) in self.pairs.iter().enumerate() {
            let old = pair.old.and_then(|at| self.old.get(at));
            if let Some((id, _)) = old {
                write.move_indicator(*id, position)?;
            }
            if let Some(kind) = pair.kind {
                write.insert_change(&NewChange {
                    edition,
                    position,
                    kind,
                    matter: &Matter::Indicator {
                        id: old.map(|it| it.0),
                        row: pair.new.and_then(|at| self.new.get(at)).cloned(),
                    },
                    before: &old.map_or_else(String::new, |it| it.1.text()),
                })?;
            }
        }
        Ok(())
    }
}

/// Where a row of an edition belongs.
#[derive(Clone, Copy)]
pub struct Place {
    /// The plan.
    pub plan: PlanId,
    /// Its place in the table.
    pub position: usize,
    /// The edition that prints it, or no longer does.
    pub edition: EditionId,
}

/// A row comes in, becomes as the edition prints it, or is marked as gone; its readings stay, and so do the old values in
/// the record.
pub fn revise_row(
    recorder: &Recorder<'_>,
    place: Place,
    id: Option<IndicatorId>,
    row: Option<&DraftIndicator>,
    basis: &str,
) -> Result<IndicatorId, Error> {
    let write = recorder.write;
    let old = match id {
        Some(id) => Some(write.find_indicator(id)?.ok_or_else(no_indicator)?),
        None => None,
    };
    let (verb, id) = match (&old, row) {
        (Some(old), Some(row)) => {
            write.change_indicator(old.id, row)?;
            (Verb::Revise, old.id)
        }
        (Some(old), None) => {
            write.set_indicator_gone(old.id, place.edition)?;
            (Verb::Drop, old.id)
        }
        (None, Some(row)) => {
            let id = write.insert_indicator(place.plan, place.position, row)?;
            (Verb::Create, id)
        }
        (None, None) => return Err(no_indicator()),
    };
    recorder.row(verb, id, basis, (old.map(|it| it.row()), row.cloned()))?;
    Ok(id)
}

fn no_indicator() -> Error {
    Error::user("没有这项指标。").hinted("请刷新后再试。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::{App, Imported, Settings, break_down};
    use crate::domain::day::parse_day;
    use crate::domain::edition::{Change, Kind};
    use crate::domain::indicator::Reading;
    use crate::domain::indicator::words::record;
    use crate::domain::watch::Unwatched;

    const BASIS: &str = "甲政办发〔2019〕9号";

    const ROWS: &str = "领域\t指标\t单位\t2015年\t2020年\t属性\n\
        健康水平\t人均预期寿命\t岁\t77.1\t79\t预期性\n\
        健康水平\t达标率\t%\t50\t60\t预期性\n\
        健康环境\t达标率\t%\t70\t80\t预期性\n\
        健康环境\t空气质量优良天数（市环保局）\t天\t270\t292\t约束性\n";

    /// The plan with a table under its only measure, or with none.
    fn plan(number: &str, rows: &str) -> String {
        format!(
            "健康甲市行动计划（2018—2020年）\n\n甲政办发〔{number}〕\n\n一、主要任务\n\n\
            1.推进健身工程。建成步道5条。（责任单位：市体育局）\n\n二、主要指标\n\n{rows}"
        )
    }

    fn import(app: &mut App, text: &str) -> Imported {
        let document = break_down(text.as_bytes(), None, &mut Unwatched).unwrap();
        app.import(&document, Some("jia"), &mut Unwatched).unwrap()
    }

    fn app(folder: &tempfile::TempDir) -> App {
        let settings = Settings {
            path: folder.path().join("duban.db"),
            today: parse_day("2019-06-01"),
            stand_in: None,
            key: None,
        };
        let mut app = App::open_or_create(&settings).unwrap();
        import(&mut app, &plan("2018", ROWS));
        assert_eq!(app.list_indicators(None).unwrap().len(), 4);
        app
    }

    fn changes(app: &mut App, text: &str) -> Vec<Change> {
        match import(app, text) {
            Imported::Edition(edition, _) => app.list_changes(edition.id).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    fn told(changes: &[Change]) -> Vec<String> {
        let told = |it: &Change| {
            let after = it.matter.after();
            format!(
                "{} {} {}\n{}\n=>\n{after}",
                it.kind.label(),
                it.number,
                it.title,
                it.before
            )
        };
        changes.iter().map(told).collect()
    }

    /// 寿命 asks for more, the second 达标率 has another unit, 素养水平 is new, 空气 is gone.
    fn second() -> String {
        let rows = ROWS
            .replace("\t79\t", "\t80\t")
            .replace("健康环境\t达标率\t%", "健康环境\t达标率\t‰");
        let rows: Vec<&str> = rows.lines().filter(|it| !it.contains("空气")).collect();
        let rows = rows.join("\n");
        plan(
            "2019",
            &format!("{rows}\n健康生活\t素养水平\t%\t11\t≥20\t预期性\n"),
        )
    }

    #[test]
    fn rows_are_compared_and_nothing_changes_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let before = app.list_indicators(None).unwrap();
        let found = changes(&mut app, &second());
        assert_eq!(
            told(&found),
            [
                "改动 指标 人均预期寿命\n领域：健康水平\n指标：人均预期寿命\n单位：岁\n性质：预期性\n2015年：77.1\n2020年：79\n=>\n\
                领域：健康水平\n指标：人均预期寿命\n单位：岁\n性质：预期性\n2015年：77.1\n2020年：80",
                "改动 指标 达标率\n领域：健康环境\n指标：达标率\n单位：%\n性质：预期性\n2015年：70\n2020年：80\n=>\n\
                领域：健康环境\n指标：达标率\n单位：‰\n性质：预期性\n2015年：70\n2020年：80",
                "删去 指标 空气质量优良天数\n领域：健康环境\n指标：空气质量优良天数\n单位：天\n性质：约束性\n责任单位：市环保局\n\
                2015年：270\n2020年：292\n=>\n",
                "新增 指标 素养水平\n\n=>\n领域：健康生活\n指标：素养水平\n单位：%\n性质：预期性\n方向：越高越好\n2015年：11\n\
                2020年：≥20",
            ]
        );
        let plan = app.get_plan("jia").unwrap().id;
        let edition = app.list_editions(plan).unwrap().remove(0);
        assert_eq!((edition.same, edition.changes), (2, 4));
        assert_eq!(app.list_indicators(None).unwrap(), before);
    }

    #[test]
    fn what_is_taken_keeps_its_readings_and_the_old_values() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let ids: Vec<IndicatorId> = app
            .list_indicators(None)
            .unwrap()
            .iter()
            .map(|it| it.0.id)
            .collect();
        let reading = Reading {
            year: 2018,
            value: 78.0,
            source: "公报".to_owned(),
        };
        for id in [ids[0], ids[3]] {
            app.note_reading(id, &reading).unwrap();
        }
        let found = changes(&mut app, &second());
        let previews = found
            .iter()
            .map(|it| app.preview_change(it).unwrap().to_string());
        assert_eq!(
            previews.collect::<Vec<_>>(),
            [
                "指标按新版改写，已登记的数据照旧",
                "指标按新版改写，已登记的数据照旧",
                "指标标为已删去，已登记的数据照旧",
                "新增 1 项指标",
            ]
        );
        app.refuse_change(found[1].id, "单位印错").unwrap();
        for change in [&found[0], &found[2], &found[3]] {
            app.take_change(change.id, BASIS).unwrap();
        }
        let twice = app.take_change(found[0].id, BASIS).unwrap_err();
        assert!(twice.message.contains("已采用"), "{}", twice.message);

        let rows = app.list_indicators(None).unwrap();
        let shown: Vec<String> = rows
            .iter()
            .map(|(it, _)| {
                format!(
                    "{} {}{}",
                    it.name,
                    it.cells[&2020],
                    if it.is_gone { " 已删去" } else { "" }
                )
            })
            .collect();
        assert_eq!(
            shown,
            [
                "人均预期寿命 80",
                "达标率 60",
                "达标率 80",
                "空气质量优良天数 292 已删去",
                "素养水平 ≥20"
            ]
        );
        assert_eq!(rows[2].0.unit, "%");
        let life = app.indicator_page(ids[0]).unwrap();
        assert_eq!(life.standing.latest, Some(reading.clone()));
        let life = record(&life.events, &life.rows);
        assert_eq!(life.len(), 2);
        assert!(
            life[1].ends_with("调整指标行 2020年 79 → 80（甲政办发〔2019〕9号）"),
            "{life:?}"
        );
        let air = app.indicator_page(ids[3]).unwrap();
        assert_eq!(air.standing.latest, Some(reading.clone()));
        assert!(record(&air.events, &air.rows)[1].ends_with("删去指标行（甲政办发〔2019〕9号）"));
        let refused = app.note_reading(ids[3], &reading).unwrap_err();
        assert!(
            refused.message.contains("已在新版中删去"),
            "{}",
            refused.message
        );
        app.undo_reading(ids[3]).unwrap();
        app.verify_record().unwrap();

        // The taken change has its number, and what is gone is not compared again.
        let plan = app.get_plan("jia").unwrap().id;
        let edition = app.list_editions(plan).unwrap()[0].id;
        let new = app.list_changes(edition).unwrap().remove(3);
        let Matter::Indicator { id, .. } = new.matter else {
            panic!("{new:?}");
        };
        assert_eq!(id, Some(rows[4].0.id));
        let third = second()
            .replace("〔2019〕", "〔2020〕")
            .replace("\t80\t预", "\t81\t预");
        let again = changes(&mut app, &third);
        let again: Vec<&str> = again.iter().map(|it| it.title.as_str()).collect();
        assert_eq!(again, ["人均预期寿命", "达标率"]);
    }

    #[test]
    fn a_printing_without_a_table_says_nothing_of_indicators() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let same = import(&mut app, &plan("2019", ""));
        assert!(matches!(same, Imported::Same(_)), "{same:?}");
        let text = plan("2020", "").replace("步道5条", "步道6条");
        let found = changes(&mut app, &text);
        assert_eq!(found.len(), 1);
        assert!(matches!(found[0].matter, Matter::Measure { .. }));
    }

    #[test]
    fn a_change_of_the_table_alone_is_an_edition() {
        let folder = tempfile::tempdir().unwrap();
        let mut app = app(&folder);
        let moved = ROWS
            .replace("单位", "计量单位")
            .replace("\t预期性", "\t 预期性");
        let same = import(&mut app, &plan("2019", &moved));
        assert!(matches!(same, Imported::Same(_)), "{same:?}");
        let found = changes(
            &mut app,
            &plan("2020", &ROWS.replace("市环保局", "市生态环境局")),
        );
        assert_eq!(
            found.iter().map(|it| it.kind).collect::<Vec<_>>(),
            [Kind::Changed]
        );
    }
}
