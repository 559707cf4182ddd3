//! `mingjian resolve` from outside: files in, files out, and one clear sentence for every bad input.

use std::path::Path;
use std::process::{Command, Output};

const CONFIG: &str = r#"
mode = "link"
id = "no"
[[column]]
name = ["first", "last"]
kind = "name"
[[column]]
name = "born"
kind = "birth_date"
[[column]]
name = "phone"
kind = "phone"
"#;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_mingjian")).current_dir(folder).args(arguments).output().expect("the binary runs")
}

/// Two lists of the same forty people: one from a spreadsheet, one in another code page with slips.
fn lists(folder: &Path) {
    let mut left = String::from("\u{feff}no, first, last, born, phone\n");
    let mut right = String::from("no;first;last;born;phone;note\n");
    let mut truth = String::from("record_id,cluster_id\n");
    let names = ["Zoë", "Jürgen", "Anna", "Pablo", "Ingrid", "Omar", "Clara", "Yuki"];
    let surnames = ["Keller", "Moreau", "Rossi", "Novák", "Silva"];
    for i in 0..40 {
        let (first, last, day, phone) = (names[i % 8], surnames[i * 3 % 5], 1 + i % 28, 5_550_000 + i * 7_919 % 9_999);
        left.push_str(&format!("a{i}, {first}, {last}, 1980-03-{day:02}, {phone}\n"));
        let first = if i % 5 == 0 { first.to_uppercase() } else { first.to_owned() };
        let phone = if i % 4 == 0 { String::new() } else { phone.to_string() };
        right.push_str(&format!("b{i};{first};{};{day}/3/1980;{phone};x\n", last.replace('á', "a")));
        truth.push_str(&format!("a{i},{i}\nb{i},{i}\n"));
    }
    let western: Vec<u8> = right.chars().map(|c| u8::try_from(u32::from(c)).expect("Western letters")).collect();
    std::fs::write(folder.join("left.csv"), left).expect("written");
    std::fs::write(folder.join("right.csv"), western).expect("written");
    std::fs::write(folder.join("truth.csv"), truth).expect("written");
    std::fs::write(folder.join("config.toml"), CONFIG).expect("written");
}

#[test]
fn two_lists_are_linked_explained_and_scored() {
    let folder = tempfile::tempdir().expect("a folder");
    lists(folder.path());
    let all = [
        "resolve",
        "config.toml",
        "left.csv",
        "right.csv",
        "--out",
        "out.csv",
        "--pairs",
        "pairs.csv",
        "--model",
        "model.json",
        "--truth",
        "truth.csv",
        "--report",
        "report.html",
        "--explain",
        "a1,b1",
    ];
    let output = run(folder.path(), &all);
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    let chosen = told.lines().find(|line| line.contains("← 本次")).expect("the chosen threshold is told");
    let f1: f64 = chosen.split_whitespace().nth(6).expect("a column").parse().expect("a number");
    assert!(f1 >= 0.95, "{told}");

    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("written");
    let out = read("out.csv");
    assert_eq!((out.lines().next(), out.lines().count()), (Some("record_id,cluster_id"), 81));
    assert_eq!(read("pairs.csv").lines().next(), Some("left,right,probability,weight,first+last,born,phone"));
    let report = read("report.html");
    assert!(report.contains("指定的一对：a1 与 b1") && !report.contains("<script"), "a page without scripts");

    // The model on file gives the same answer again, and is left as it was.
    let model = read("model.json");
    assert!(run(folder.path(), &all[..8].iter().chain(&["--model", "model.json"]).copied().collect::<Vec<_>>()).status.success());
    assert_eq!((read("out.csv"), read("model.json")), (out, model));
}

#[test]
fn every_mistake_is_one_sentence_with_its_place() {
    let folder = tempfile::tempdir().expect("a folder");
    lists(folder.path());
    let refused = |left: &str, expected: &str| {
        std::fs::write(folder.path().join("bad.csv"), left).expect("written");
        let output = run(folder.path(), &["resolve", "config.toml", "bad.csv", "right.csv", "--out", "out.csv"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(1), "{told}");
        assert!(told.contains(expected) && told.trim_end().lines().count() == 1, "{told}");
    };
    refused("no,first,last,phone\n1,a,b,2\n", "bad.csv 第1行：没有列 born");
    refused("no,first,last,born,phone\n1,a,b,1990-01-01,2\n1,a,b,1990-01-01,2\n", "bad.csv 第3行：列 no 的编号 1 重复");
    refused("no,first,last,born,phone\n,a,b,1990-01-01,2\n", "bad.csv 第2行：列 no 为空");
    refused("no,first,last,born,phone\n1,a,b\n", "bad.csv 第2行：有 3 格，表头有 5 列");
}
