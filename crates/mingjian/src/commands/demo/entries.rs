//! 异常名录 of the made-up city: entries at several stages and a request about one's own data, each brought about by the use
//! cases that officers use, by the officers who would.

use anyhow::Context;
use casework::codes::MatterKind;
use desk::case::{self, DeclineForm, MatterRef};
use desk::login::LoginForm;
use desk::registry::{self, AnswerForm, AssessmentForm, EntryRef, ObjectionForm, PaperServiceForm, ProposalForm};
use desk::rights::{self, AskForm};
use desk::view::{Action, BaseChoice, ListQuery, MatterView, Verdict};
use desk::{Actor, Desk, DeskError};
use jiff::Timestamp;

/// How far each entry goes; as many as the city has people for.
const STAGES: &[Stage] = &[Stage::InForce, Stage::Objected, Stage::Withdrawn, Stage::Noticed, Stage::Proposed];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Proposed,
    Noticed,
    InForce,
    Objected,
    Withdrawn,
}

/// 第十六条第三项: the law of the day of receipt must know it.
const GROUND: &str = "not_for_living_consumption";

const REASON: &str = "经核查购买记录和监控录像，当事人自行夹带过期商品后索赔，不是为生活消费需要。（演示）";

/// Pages of the list that are looked through for people.
const PAGES: u32 = 4;

/// Those who have a part in it.
struct Officers<'a> {
    desk: &'a Desk,
    now: Timestamp,
    officer: Actor,
    head: Actor,
    /// Had no part in any listing.
    deputy: Actor,
}

const fn is_substantive(choice: &BaseChoice) -> bool {
    choice.in_force && !choice.frequency_only
}

fn may_decline(matter: &MatterView) -> bool {
    matter.actions.iter().any(|action| match action {
        Action::Decline { grounds } => grounds.iter().any(|ground| ground.value == GROUND && ground.blocked.is_none()),
        _ => false,
    })
}

/// Makes them. `Ok(Some(reason))`: this machine cannot print papers, and nothing is listed without its papers.
pub(super) async fn make(desk: &Desk, password: &str, now: Timestamp) -> anyhow::Result<Option<String>> {
    let officers = Officers {
        desk,
        now,
        officer: actor(desk, "officer", password, now).await?,
        head: actor(desk, "head", password, now).await?,
        deputy: actor(desk, "deputy", password, now).await?,
    };
    match officers.all().await {
        Ok(()) => Ok(None),
        Err(DeskError::Refused { message, .. }) => Ok(Some(message)),
        Err(error) => Err(error).context("演示名录未能建立"),
    }
}

async fn actor(desk: &Desk, login: &str, password: &str, now: Timestamp) -> anyhow::Result<Actor> {
    let form = LoginForm { login: login.to_owned(), password: password.to_owned() };
    let token = desk::login::login(desk, &form, "127.0.0.1", now).await.map_err(|_| anyhow::anyhow!("演示账号 {login} 不能登录"))?;
    let session = desk::login::session(desk, &token, now).await?.context("刚建立的会话不在")?;
    desk::login::logout(desk, &token).await?;
    Ok(session.actor)
}

impl Officers<'_> {
    async fn all(&self) -> Result<(), DeskError> {
        self.switch_on().await?;
        let mut people = Vec::new();
        // First those about whom another authority has established something; then those whose complaint can be declined.
        let established = ListQuery { verdict: Some(Verdict::Hit), ..ListQuery::default() };
        let undecided = ListQuery { state: Some("open".to_owned()), ..ListQuery::default() };
        for (query, may_decide) in [(established, false), (undecided, true)] {
            for page in 1..=PAGES {
                let query = ListQuery { page, ..query.clone() };
                let rows = desk::submissions::list(self.desk, &self.officer, query, self.now).await?.rows;
                for row in rows.iter().filter(|row| row.protection.is_none()) {
                    if people.len() == STAGES.len() {
                        break;
                    }
                    if let Some(person) = self.to_be_listed(row.submission_id, &people, may_decide).await? {
                        self.entry(person, STAGES[people.len()]).await?;
                        people.push(person);
                    }
                }
            }
        }
        match people.first() {
            Some(person) => self.asked(*person).await,
            None => Ok(()),
        }
    }

    /// The assessment that comes first, approved by somebody else; then the registry is on.
    async fn switch_on(&self) -> Result<(), DeskError> {
        let form = AssessmentForm {
            basis: "岳市监〔2026〕8号（虚构）".to_owned(),
            purpose: "只处理已有决定和认定所载的信息，以只读方式提示承办人查阅事实，不影响任何一件来件的办理。".to_owned(),
            effects: "可能影响本人声誉；错误归并会伤及无辜；泄露会侵害隐私。".to_owned(),
            measures: "双人审批、书面告知、异议、一年失效、加密存储、访问记录、依据推翻即撤回。".to_owned(),
        };
        registry::prepare_assessment(self.desk, &self.officer, &form, self.now).await?;
        let page = registry::switch_page(self.desk, &self.head).await?;
        let id = page.assessments.first().ok_or(DeskError::NotFound)?.assessment_id;
        registry::approve_assessment(self.desk, &self.head, id, self.now).await?;
        registry::switch(self.desk, &self.head, Some(id), "影响评估已经批准，自今日起启用。", self.now).await
    }

    /// The person of the filing, where there is one who has no entry yet, whom nothing protects, and against whom something can
    /// be cited: a fact, or the complaint declined now.
    async fn to_be_listed(&self, submission_id: i64, taken: &[i64], may_decide: bool) -> Result<Option<i64>, DeskError> {
        let page = case::load(self.desk, &self.officer, submission_id, self.now).await?;
        let Some(person) = page.person.map(|person| person.person_id).filter(|person| !taken.contains(person)) else { return Ok(None) };
        let form = registry::form(self.desk, &self.officer, person).await?;
        if form.protection.is_some() {
            return Ok(None);
        }
        if form.choices.iter().any(is_substantive) {
            return Ok(Some(person));
        }
        if !may_decide {
            return Ok(None);
        }
        let Some(matter) = page.matters.iter().find(|matter| matter.kind == MatterKind::Complaint && may_decline(matter)) else {
            return Ok(None);
        };
        let form = DeclineForm {
            ground: GROUND.to_owned(),
            reason: REASON.to_owned(),
            findings: Vec::new(),
            cited: String::new(),
            records: "监控录像（演示）".to_owned(),
        };
        let on = MatterRef { matter_id: matter.matter_id, version: matter.version };
        case::decline(self.desk, &self.officer, on, form, self.now).await?;
        Ok(Some(person))
    }

    async fn on(&self, entry_id: i64) -> Result<EntryRef, DeskError> {
        let page = registry::load(self.desk, &self.officer, entry_id, self.now).await?;
        Ok(EntryRef { entry_id, version: page.version })
    }

    async fn entry(&self, person: i64, until: Stage) -> Result<(), DeskError> {
        let Self { desk, now, officer, head, deputy } = self;
        let choices = registry::form(desk, officer, person).await?.choices;
        let base = choices.iter().find(|choice| is_substantive(choice)).ok_or(DeskError::NotFound)?;
        let form = ProposalForm { bases: vec![base.value.clone()], reason: REASON.to_owned() };
        let id = registry::propose(desk, officer, person, &form, *now).await?;
        if until == Stage::Proposed {
            return Ok(());
        }
        registry::review(desk, head, self.on(id).await?, true, "逐项核对，依据成立，仍然有效。", *now).await?;
        registry::serve(desk, officer, self.on(id).await?, *now).await?;
        let notice = registry::load(desk, officer, id, *now).await?.papers.first().map(|paper| paper.paper_id);
        let service = PaperServiceForm {
            way: "direct".to_owned(),
            served_on: desk::time::local_date(*now).to_string(),
            note: "本人签收。（演示）".to_owned(),
        };
        registry::serve_paper(desk, officer, notice.ok_or(DeskError::NotFound)?, &service, *now).await?;
        if until == Stage::Noticed {
            return Ok(());
        }
        registry::enter(desk, head, self.on(id).await?, *now).await?;
        if until == Stage::InForce {
            return Ok(());
        }
        let words = ObjectionForm {
            channel: "letter".to_owned(), words: "录像中的人不是我，我当天在外地。（演示）".to_owned()
        };
        registry::object(desk, officer, self.on(id).await?, &words, *now).await?;
        if until == Stage::Objected {
            return Ok(());
        }
        let objection = registry::load(desk, officer, id, *now).await?.objections.first().map(|objection| objection.objection_id);
        let answer = AnswerForm {
            outcome: "upheld".to_owned(), reason: "经重新比对录像，录像中的人确实不是本人。（演示）".to_owned()
        };
        let objection = objection.ok_or(DeskError::NotFound)?;
        registry::answer(desk, deputy, self.on(id).await?, objection, &answer, *now).await?;
        registry::withdraw(desk, officer, self.on(id).await?, "异议成立，予以撤回并告知各接收单位。", *now).await
    }

    /// Somebody asks what is held about them.
    async fn asked(&self, person: i64) -> Result<(), DeskError> {
        let offered = rights::form(self.desk, &self.officer, person).await?;
        let Some(filing) = offered.filings.first().and_then(|filing| filing.value.parse().ok()) else { return Ok(()) };
        let form = AskForm {
            submission_id: filing,
            right: "access".to_owned(),
            channel: "visit".to_owned(),
            applicant: "person".to_owned(),
            words: "请提供贵局所存我的全部个人信息。（演示）".to_owned(),
            verified: "核对居民身份证原件，与来件所留号码一致。（演示）".to_owned(),
        };
        rights::ask(self.desk, &self.officer, person, &form, self.now).await.map(|_| ())
    }
}
