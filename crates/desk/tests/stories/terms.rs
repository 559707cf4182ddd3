//! 期限: told by stage, counted again under new law.

use casework::codes::MatterKind;
use desk::case;
use desk::view::CasePage;
use desk::{Actor, Desk, DeskError, law_files, reminders};
use expect_test::expect;
use testkit::databases::on_each;

use crate::bureau::{Bureau, imported};
use crate::town::{later, now, told};

#[tokio::test]
async fn terms_are_told_by_stage_once_and_a_new_calendar_moves_what_was_provisional() {
    on_each(async |database| {
        let town = Bureau::new(database).await;
        let desk = &town.desk;
        let b3 = town.matter("B3", MatterKind::Complaint).await;
        case::assign(desk, &town.clerk, b3, town.officer.account_id, now()).await.expect("assigned");
        // B5 of 2024 is long over; B1 and B3 end on the 14th; B2's end on the 19th.
        let first = reminders::run(desk, now()).await.expect("made");
        assert!(first > 0);
        assert_eq!(reminders::run(desk, now()).await.expect("made"), 0, "a stage is told once");
        let told_of = async |who: &Actor| {
            let page = reminders::load(desk, who).await.expect("notices");
            page.rows.iter().map(|row| format!("{} {} {} {}\n", row.stage, row.submission_no, row.what, row.due)).collect::<String>()
        };
        expect![[r#"
            还剩三日 B3 投诉·受理或不予受理并告知 2026-05-14到期
        "#]].assert_eq(&told_of(&town.officer).await);
        let seen: Vec<i64> = reminders::load(desk, &town.officer).await.expect("notices").rows.iter().map(|row| row.reminder_id).collect();
        reminders::mark_seen(desk, &town.officer, &seen, &[], now()).await.expect("seen");
        assert_eq!(told_of(&town.officer).await, "");
        reminders::run(desk, later(3)).await.expect("made");
        expect![[r#"
            已超期 B3 投诉·受理或不予受理并告知 2026-05-14到期
        "#]].assert_eq(&told_of(&town.officer).await);
        let messages = reminders::outbox(desk, 0).await.expect("messages").messages;
        assert!(messages.iter().any(|message| message.to == ["officer"] && message.lines.iter().any(|line| line.contains("B3"))));
        for message in &messages {
            reminders::mark_sent(desk, &message.told, later(3)).await.expect("sent");
        }
        assert_eq!(reminders::outbox(desk, 0).await.expect("messages").messages, []);

        let b6 = town.matter("B6", MatterKind::Complaint).await;
        case::assign(desk, &town.clerk, b6, town.officer.account_id, imported()).await.expect("assigned");
        let due = |page: &CasePage| (page.matters[0].clocks[0].due_on.to_string(), page.matters[0].clocks[0].provisional);
        assert_eq!(due(&town.page("B6", imported()).await), ("2027-01-05".to_owned(), true));
        let year = |days: u16| law::PackFile {
            name: "calendar-2027.toml".to_owned(),
            text: format!(
                "[[year]]\nyear = 2027\nsource = \"测试用\"\nworkdays = {days}\nholidays = [{{ name = \"元旦\", from = 2027-01-01, to = 2027-01-03 }}]\nmake_up = []\n"
            ),
        };
        assert_eq!(told(law_files::load(desk, &[year(250)], "test", imported()).await), "other: calendar-2027.toml第2行：2027年应有250个工作日，按所列放假和调休算得260个");
        let loaded = law_files::load(desk, &[year(260)], "test", imported()).await.expect("loaded");
        assert_eq!((loaded.counted, loaded.moved, loaded.provisional), (8, 1, 0));
        assert_eq!(due(&town.page("B6", imported()).await), ("2027-01-06".to_owned(), false));
        let counts = async |who: &Actor| {
            let page = reminders::load(desk, who).await.expect("notices");
            page.recounts.iter().map(|notice| (notice.recount_id, notice.moved, notice.earlier)).collect::<Vec<_>>()
        };
        assert_eq!(counts(&town.officer).await, [(1, 1, 0)]);
        assert_eq!(counts(&town.clerk).await, [], "somebody is in charge");
        let list = async |who: &Actor| {
            let page = reminders::recounted(desk, who, 1, 1).await.expect("a count");
            let shown = page.rows.iter().map(|row| format!("{} {} 原{} 现{}\n", row.submission_no, row.what, row.former, row.due));
            shown.collect::<String>()
        };
        assert_eq!(list(&town.officer).await, "B6 投诉·受理或不予受理并告知 原2027-01-05 现2027-01-06\n");
        assert_eq!(list(&town.clerk).await, "");
        assert!(matches!(reminders::recounted(desk, &town.officer, 9, 1).await, Err(DeskError::NotFound)));
        let messages = reminders::outbox(desk, 0).await.expect("messages").messages;
        let message = messages.iter().find(|message| message.subject.contains("重新计算")).expect("told by mail too");
        assert_eq!((message.to.join(","), message.lines.join("")), ("officer".to_owned(), "其中0项比原来提前。清单见工作台的提醒。".to_owned()));
        reminders::mark_sent(desk, &message.told, imported()).await.expect("sent");
        assert!(!reminders::outbox(desk, 0).await.expect("messages").messages.contains(message));
        reminders::mark_seen(desk, &town.clerk, &[], &[1], imported()).await.expect("not theirs");
        assert_eq!(counts(&town.officer).await, [(1, 1, 0)]);
        reminders::mark_seen(desk, &town.officer, &[], &[1], imported()).await.expect("seen");
        assert_eq!(counts(&town.officer).await, []);
        let knows_2027 = |desk: &Desk| desk.law().calendar().years().iter().any(|known| known.year == 2027);
        let again = Desk::open(town.location, &town.kek).await.expect("opens with the added year");
        assert!(knows_2027(&again));

        // A server that was running takes it; what was written meanwhile under the old law is counted again.
        let current = desk::Current::from(desk.clone());
        assert!(!knows_2027(&current.desk()));
        case::accept(&current.desk(), &town.officer, town.matter("B6", MatterKind::Complaint).await, imported()).await.expect("accepted");
        let mediation = async || {
            let page = town.page("B6", imported()).await;
            let clock = page.matters[0].clocks.iter().find(|clock| clock.term.contains("终止调解")).expect("a clock");
            (clock.due_on.to_string(), clock.provisional)
        };
        assert_eq!(mediation().await, ("2027-02-24".to_owned(), true));
        assert_eq!(current.take_new_law(imported()).await.ok(), Some(true));
        assert!(knows_2027(&current.desk()));
        assert_eq!(current.take_new_law(imported()).await.ok(), Some(false));
        assert_eq!(mediation().await, ("2027-02-24".to_owned(), false));

        // A later notice moves days of a year that was laid out before: terms that were certain move too.
        let b3 = async || due(&town.page("B3", now()).await);
        assert_eq!(b3().await, ("2026-05-14".to_owned(), false));
        let amended = law::Pack::builtin_files().into_iter().find(|file| file.name == "calendar.toml").expect("the calendar").text;
        let of_2026 = amended.split("[[year]]").find(|year| year.contains("year = 2026")).expect("a year").to_owned();
        let of_2026 = of_2026.replace("year = 2026\n", "year = 2026\namends = true\n");
        assert!(of_2026.contains("to = 2026-05-05"));
        let of_2026 = of_2026.replace("to = 2026-05-05", "to = 2026-05-07");
        let workdays = of_2026.lines().find(|line| line.starts_with("workdays")).expect("a count").to_owned();
        let count: u16 = workdays.rsplit(' ').next().and_then(|count| count.parse().ok()).expect("a number");
        let of_2026 = of_2026.replace(&workdays, &format!("workdays = {}", count - 2));
        let file = law::PackFile { name: "calendar-2026-amended.toml".to_owned(), text: format!("[[year]]{of_2026}") };
        law_files::load(&current.desk(), &[file], "test", imported()).await.expect("loaded");
        assert_eq!(b3().await, ("2026-05-15".to_owned(), false));
    })
    .await;
}
