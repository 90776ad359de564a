//! The two nodes of the demo: their homes, accounts, data, cards and processes.

use anyhow::{Context, bail};
use serde_json::Value;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::Child;

use crate::cli::demo::commands::Desk;
use crate::cli::demo::report::Report;
use crate::clock::{Random, SystemRandom};

/// The public record of the cooperation, as facts; see the seed's README for its sources.
const RECORD: &str = include_str!("../../../seed/record.yaml");
/// How long a node may take to serve.
const START_WAIT: Duration = Duration::from_secs(20);
/// How long a node may take to stop.
const STOP_WAIT: Duration = Duration::from_secs(10);

/// One agency of the demo.
#[derive(Debug)]
pub(super) struct DemoNode {
    pub(super) desk: Desk,
    pub(super) agency: &'static str,
    pub(super) web: String,
    pub(super) liaison: &'static str,
    pub(super) approver: &'static str,
}

/// What is particular to an agency of the demo. Persons and officers are invented.
struct Plan {
    agency: &'static str,
    country: &'static str,
    /// In the four languages.
    names: [&'static str; 4],
    /// account, name, roles
    accounts: [(&'static str, &'static str, &'static str); 5],
    persons: &'static str,
    ports: [u16; 2],
}

const VIET_NAM: Plan = Plan {
    agency: "vn.mps",
    country: "VN",
    names: [
        "vi=Bộ Công an Việt Nam (bản thử)",
        "th=กระทรวงความมั่นคงสาธารณะเวียดนาม (สาธิต)",
        "lo=ກະຊວງປ້ອງກັນຄວາມສະຫງົບ ສສ ຫວຽດນາມ (ທົດລອງ)",
        "en=Ministry of Public Security of Viet Nam (demonstration)",
    ],
    accounts: [
        ("lan", "Lan (cán bộ liên lạc)", "liaison_officer,duty_desk"),
        ("minh", "Minh (chỉ huy phê duyệt)", "approver"),
        ("thu", "Thu (thư ký đối thoại)", "secretariat"),
        ("dung", "Dung (bảo vệ dữ liệu)", "data_protection"),
        ("hoa", "Hoa (giám sát)", "oversight"),
    ],
    persons: include_str!("../../../seed/persons-vn.jsonl"),
    ports: [8441, 9441],
};

const THAILAND: Plan = Plan {
    agency: "th.rtp",
    country: "TH",
    names: [
        "vi=Cảnh sát Hoàng gia Thái Lan (bản thử)",
        "th=สำนักงานตำรวจแห่งชาติ (สาธิต)",
        "lo=ຕຳຫຼວດຫຼວງໄທ (ທົດລອງ)",
        "en=Royal Thai Police (demonstration)",
    ],
    accounts: [
        ("malee", "มาลี (เจ้าหน้าที่ประสานงาน)", "liaison_officer,duty_desk"),
        ("anan", "อนันต์ (ผู้บังคับบัญชา)", "approver"),
        ("kanya", "กัญญา (ฝ่ายเลขานุการ)", "secretariat"),
        ("prida", "ปรีดา (คุ้มครองข้อมูล)", "data_protection"),
        ("wanna", "วรรณา (ผู้ตรวจสอบ)", "oversight"),
    ],
    persons: include_str!("../../../seed/persons-th.jsonl"),
    ports: [8442, 9442],
};

/// The two agencies.
#[derive(Debug)]
pub(super) struct Demo {
    pub(super) asking: DemoNode,
    pub(super) asked: DemoNode,
    pub(super) password: String,
}

/// Their processes.
#[derive(Debug)]
pub(super) struct Running {
    children: Vec<Child>,
}

impl Demo {
    /// Makes both homes, fills them, and exchanges the cards.
    pub(super) async fn make(
        dir: &Path,
        any_port: bool,
        report: &mut Report,
    ) -> anyhow::Result<Self> {
        let mut random = [0; 9];
        SystemRandom.fill(&mut random)?;
        let password = format!("demo-{}", comity_wire::hash::hex(&random));
        let asking = make_node(dir, &VIET_NAM, &password, any_port).await?;
        let asked = make_node(dir, &THAILAND, &password, any_port).await?;
        report.step("two homes: keys, accounts, the public record, invented persons")?;
        let words = [introduce(&asking, &asked).await?, introduce(&asked, &asking).await?];
        report.step("agency cards exchanged, fingerprints compared")?;
        report.detail(&format!("{}  {}", asking.agency, words[0]))?;
        report.detail(&format!("{}  {}", asked.agency, words[1]))?;
        Ok(Self { asking, asked, password })
    }

    /// Starts both nodes as processes.
    pub(super) async fn start(&self, report: &mut Report) -> anyhow::Result<Running> {
        let (one, two) = tokio::try_join!(start(&self.asking), start(&self.asked))?;
        report.step("both nodes serve, each a process of its own")?;
        Ok(Running { children: vec![one, two] })
    }
}

impl Running {
    /// Ends both nodes and waits until they have ended.
    pub(super) async fn stop(self) -> anyhow::Result<()> {
        for mut child in self.children {
            drop(child.stdin.take()); // a node of the demo ends when its input ends
            match tokio::time::timeout(STOP_WAIT, child.wait()).await {
                Ok(status) => drop(status.context("a node broke off")?),
                Err(_) => child.kill().await.context("a node could not be ended")?,
            }
        }
        Ok(())
    }
}

async fn make_node(
    dir: &Path,
    plan: &Plan,
    password: &str,
    any_port: bool,
) -> anyhow::Result<DemoNode> {
    let home = dir.join(plan.agency);
    let desk = Desk { home, password: password.to_owned() };
    let web = port(plan.ports[0], any_port).await?;
    let link = port(plan.ports[1], any_port).await?;
    let (web_address, link_address) = (format!("127.0.0.1:{web}"), format!("127.0.0.1:{link}"));
    let mut init = vec!["init", "--agency", plan.agency, "--country", plan.country];
    init.extend(plan.names.iter().flat_map(|name| ["--name", name]));
    init.extend(["--web", &web_address, "--link", &link_address]);
    desk.run("admin", &init).await?;
    for (account, name, roles) in plan.accounts {
        let add = ["user", "add", account, "--name", name, "--roles", roles];
        desk.run("admin", &add).await?;
    }
    let [liaison, approver, secretary, guardian, _] = plan.accounts.map(|(account, ..)| account);
    import(&desk, secretary, &dir.join("record.yaml"), RECORD).await?;
    let persons = dir.join(format!("persons-{}.jsonl", plan.agency));
    import(&desk, guardian, &persons, plan.persons).await?;
    Ok(DemoNode {
        desk,
        agency: plan.agency,
        web: format!("http://localhost:{web}"),
        liaison,
        approver,
    })
}

async fn import(desk: &Desk, account: &str, file: &Path, text: &str) -> anyhow::Result<()> {
    std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?;
    let name = file.to_str().context("the demo's folder has a name that is not UTF-8")?;
    desk.run(account, &["import", name]).await?;
    Ok(())
}

/// Gives one agency's card to the other; the fingerprint goes by another road.
async fn introduce(from: &DemoNode, to: &DemoNode) -> anyhow::Result<String> {
    let card = from.desk.run("admin", &["card"]).await?;
    let field = |key: &str| {
        card.get(key).and_then(Value::as_str).map(str::to_owned).context("a card was not printed")
    };
    let (text, words) = (field("card")?, field("fingerprint")?);
    to.desk.feed("admin", &["partner", "add", "-", "--fingerprint", &words], &text).await?;
    Ok(words)
}

/// The wanted port, or any free one.
async fn port(wanted: u16, any: bool) -> anyhow::Result<u16> {
    let wanted = if any { 0 } else { wanted };
    let listener = match TcpListener::bind(("127.0.0.1", wanted)).await {
        Ok(listener) => listener,
        Err(_) => TcpListener::bind(("127.0.0.1", 0)).await.context("no port is free")?,
    };
    Ok(listener.local_addr()?.port())
}

async fn start(node: &DemoNode) -> anyhow::Result<Child> {
    let log = node.desk.home.join("serve.log");
    let log =
        std::fs::File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
    let mut command = node.desk.command()?;
    command
        .args(["--json", "serve", "--until-stdin-ends"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::from(log));
    let mut child = command.spawn().context("cannot start a node")?;
    let output = child.stdout.take().context("a node has no output")?;
    let mut lines = BufReader::new(output).lines();
    match tokio::time::timeout(START_WAIT, lines.next_line()).await {
        Ok(Ok(Some(line))) if line.contains("\"ready\":true") => Ok(child),
        _ => bail!("{} did not start; see serve.log in {}", node.agency, node.desk.home.display()),
    }
}
