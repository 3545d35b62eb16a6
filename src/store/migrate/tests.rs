//! Older files: what they held is there afterwards, and they are built as a new one is.

use super::*;
use crate::domain::filter::Filter;
use crate::domain::id::MeasureId;
use crate::store::Store;
use crate::text::digest::sha256;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::PathBuf;

const TWO: [Step; 2] = [
    Step {
        from: 1,
        sql: "ALTER TABLE note ADD COLUMN a TEXT",
        then: |_| Ok(()),
    },
    Step {
        from: 2,
        sql: "ALTER TABLE note ADD COLUMN b TEXT",
        then: |_| Ok(()),
    },
];

fn old_file(folder: &tempfile::TempDir) -> (Connection, std::path::PathBuf) {
    let path = folder.path().join("old.db");
    let connection = Connection::open(&path).unwrap();
    connection
        .execute_batch("CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 1")
        .unwrap();
    (connection, path)
}

#[test]
fn an_old_file_is_stepped_up_and_kept_beside() {
    let folder = tempfile::tempdir().unwrap();
    let (mut connection, path) = old_file(&folder);
    step_up(&mut connection, &path, &TWO, 3).unwrap();
    assert_eq!(version(&connection).unwrap(), 3);
    connection.prepare("SELECT a, b FROM note").unwrap();
    let copy = Connection::open(folder.path().join("old.db.v1.bak")).unwrap();
    assert_eq!(version(&copy).unwrap(), 1);
}

#[test]
fn a_step_that_fails_leaves_the_version_before_it() {
    let folder = tempfile::tempdir().unwrap();
    let (mut connection, path) = old_file(&folder);
    let broken = [Step {
        from: 1,
        sql: "ALTER TABLE note ADD COLUMN c TEXT; ALTER TABLE missing ADD COLUMN d TEXT",
        then: |_| Ok(()),
    }];
    assert!(step_up(&mut connection, &path, &broken, 2).is_err());
    assert_eq!(version(&connection).unwrap(), 1);
    assert!(connection.prepare("SELECT c FROM note").is_err());
}

#[test]
fn a_newer_file_is_refused_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let (mut connection, path) = old_file(&folder);
    connection.pragma_update(None, "user_version", 9).unwrap();
    let error = step_up(&mut connection, &path, &TWO, 3).unwrap_err();
    assert!(matches!(
        error,
        Error::TooNew {
            found: 9,
            known: 3,
            ..
        }
    ));
    assert!(error.hint().contains("新版"));
}

const SCHEMA_1: &str = include_str!("../steps/schema_1.sql");

/// What a file is made of: each table's columns, each index's, each trigger's statement without its white space.
fn structure(connection: &Connection) -> BTreeMap<String, String> {
    let list = |sql: &str| -> Vec<Vec<String>> {
        let mut statement = connection.prepare(sql).unwrap();
        let count = statement.column_count();
        let rows = statement.query_map([], |row| {
            (0..count)
                .map(|at| Ok(format!("{:?}", row.get_ref(at)?)))
                .collect::<rusqlite::Result<_>>()
        });
        rows.unwrap().map(Result::unwrap).collect()
    };
    let mut found = BTreeMap::new();
    let mut statement = connection
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")
        .unwrap();
    let parts: Vec<(String, String, Option<String>)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for (kind, name, sql) in parts {
        let told = match kind.as_str() {
            "table" => {
                let columns = list(&format!("SELECT * FROM pragma_table_xinfo('{name}')"));
                let keys = list(&format!("SELECT * FROM pragma_foreign_key_list('{name}')"));
                let strict = list(&format!(
                    "SELECT strict, wr FROM pragma_table_list WHERE name = '{name}'"
                ));
                format!("{columns:?} {keys:?} {strict:?}")
            }
            "index" => {
                let columns = list(&format!("SELECT * FROM pragma_index_xinfo('{name}')"));
                let partial = sql.unwrap_or_default();
                let partial = partial.split_once("WHERE").map(|it| it.1.to_owned());
                format!("{columns:?} {partial:?}")
            }
            _ => sql.unwrap_or_default().split_whitespace().collect(),
        };
        found.insert(format!("{kind} {name}"), told);
    }
    found
}

/// A file of version 1 with a plan, a measure, a task on words of it and a record of one event.
fn first_version(folder: &tempfile::TempDir) -> PathBuf {
    let path = folder.path().join("first.db");
    let connection = Connection::open(&path).unwrap();
    connection.execute_batch(SCHEMA_1).unwrap();
    let state = r#"{"status":"draft","percent":0}"#;
    let columns: [Option<&str>; 9] = [
        Some("2020-06-01T02:03:04.000Z"),
        Some("2020-06-01"),
        Some("王"),
        Some("create"),
        Some("1"),
        Some(""),
        None,
        Some(state),
        None,
    ];
    let hash = sha256(serde_json::json!(["", 1, columns]).to_string().as_bytes());
    connection
        .execute_batch(&format!(
            "INSERT INTO plan (id, slug, title, digest, created_at) VALUES (1, 'jia', '甲', 'd', '');
            INSERT INTO measure (id, plan_id, position, number, title, printed)
                VALUES (1, 1, 0, '1', '健身', '1.健身。建成步道5条。营造氛围。（市体育局）');
            INSERT INTO no_task (measure_id, quote, reason) VALUES (1, '营造氛围', '号召'), (1, '不在原文', '号召');
            INSERT INTO task (id, plan_id, measure_id, position, title, quote, deadline_precision, deadline_inherited,
                deadline_confirm, status, updated_at)
                VALUES (1, 1, 1, 0, '建成步道', '建成步道5条', 'year', 0, 0, 'draft', '2020-06-01T02:03:04.000Z');
            INSERT INTO event (id, at, day, actor, verb, task_id, after, hash)
                VALUES (1, '2020-06-01T02:03:04.000Z', '2020-06-01', '王', 'create', 1, '{state}', '{hash}');
            PRAGMA application_id = {};
            PRAGMA user_version = 1;
            PRAGMA journal_mode = WAL;",
            0x6475_6261
        ))
        .unwrap();
    path
}

#[test]
fn an_older_file_becomes_as_a_new_one_is() {
    let folder = tempfile::tempdir().unwrap();
    let old = first_version(&folder);
    drop(Store::open(&old).unwrap());
    let new = folder.path().join("new.db");
    drop(Store::open_or_create(&new).unwrap());
    let [old, new] = [old, new].map(|path| structure(&Connection::open(path).unwrap()));
    for (name, told) in &new {
        assert_eq!(old.get(name), Some(told), "{name}");
    }
    assert_eq!(old.len(), new.len());
}

#[test]
fn the_words_of_an_older_file_find_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&first_version(&folder)).unwrap();
    store
        .read(|read| -> Result<(), Error> {
            let found = read.find_workspace(MeasureId(1))?.unwrap();
            let told: Vec<&str> = found
                .stretches()
                .iter()
                .filter(|it| it.part != Part::Stop)
                .map(|it| it.span.trimmed(&found.printed).of(&found.printed))
                .collect();
            assert_eq!(told, ["1.健身", "建成步道5条", "营造氛围", "（市体育局）"]);
            assert_eq!(
                found.tasks[0].promise.span.of(&found.printed),
                "建成步道5条"
            );
            assert_eq!(found.open_words(), 0);
            assert_eq!(read.verify_events()?, (1, None));
            for (typed, count) in [("步道", 1), ("jcbd", 1), ("jianchengbu", 1), ("weijian", 0)] {
                let filter = Filter {
                    search: typed.to_owned(),
                    ..Filter::default()
                };
                assert_eq!(read.count_tasks(&filter, NaiveDate::MIN)?, count, "{typed}");
            }
            Ok(())
        })
        .unwrap();
    let kept = folder.path().join("first.db.v1.bak");
    assert_eq!(version(&Connection::open(kept).unwrap()).unwrap(), 1);
}
