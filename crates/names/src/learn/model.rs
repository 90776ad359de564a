//! The learned costs and the distance over them: what the program carries of the training.
//!
//! Costs are in hundredths of a full consonant, as in `pivot.rs`. A cost is the log-odds that a
//! match of the same sound would have brought, less those the met sounds bring; a weight is the
//! log-odds of a sound heard as itself. So one less the share of cost in weight is the share of the
//! evidence for one name that is left.

use std::sync::LazyLock;

use super::symbol::SYMBOLS;
use crate::name::Script;

/// The file `cargo xtask train-names` writes.
const FILE: &[u8] = include_bytes!("../../data/model.bin");

/// First bytes of a model file; the number grows with its form.
const MAGIC: &[u8; 8] = b"CNAMES01";
/// Bytes before the first table: the mark and the fingerprint.
const HEADER: usize = 16;
/// Bytes of the tables of one kind: costs of each two symbols, of leaving out one of the left, of
/// the right, and weights.
const TABLES: usize = SYMBOLS * (SYMBOLS + 3);

/// Which two readings meet. The order is that of the tables in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Thai or Lao writing on the left, Latin of unknown origin on the right.
    NativeLatin,
    /// Vietnamese spelling on the left, Latin of unknown origin on the right.
    VietnameseLatin,
    /// Any other two; symmetric.
    Other,
}

/// Every kind.
pub(crate) const KINDS: [Kind; 3] = [Kind::NativeLatin, Kind::VietnameseLatin, Kind::Other];

impl Kind {
    /// The kind of two readings, and whether they must change sides for it.
    pub(crate) fn of(left: Script, right: Script) -> (Self, bool) {
        let native = |s: Script| matches!(s, Script::Thai | Script::Lao);
        match (left, right) {
            (l, Script::Latin) if native(l) => (Self::NativeLatin, false),
            (Script::Latin, r) if native(r) => (Self::NativeLatin, true),
            (Script::Vietnamese, Script::Latin) => (Self::VietnameseLatin, false),
            (Script::Latin, Script::Vietnamese) => (Self::VietnameseLatin, true),
            _ => (Self::Other, false),
        }
    }
}

/// One row of costs, by symbol.
pub(crate) type Row = [u8; SYMBOLS];

/// The costs of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Costs {
    /// A symbol of the left heard as one of the right.
    pub(crate) swap: Vec<Row>,
    /// A symbol that only the left has.
    pub(crate) left: Row,
    /// A symbol that only the right has.
    pub(crate) right: Row,
    /// What a symbol heard as itself says.
    pub(crate) weight: Row,
}

/// The costs of all kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Model {
    /// What data and rules the costs were learned with.
    pub(crate) fingerprint: u64,
    kinds: Vec<Costs>,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::parse(FILE).unwrap_or_else(Model::blank));

/// The model in the program.
pub(crate) fn shipped() -> &'static Model {
    &MODEL
}

fn at(symbol: u8) -> usize {
    usize::from(symbol)
}

fn read(row: &Row, symbol: u8) -> u32 {
    row.get(at(symbol)).copied().unwrap_or(u8::MAX).into()
}

fn sum(row: &Row, symbols: &[u8]) -> u32 {
    symbols.iter().map(|&symbol| read(row, symbol)).sum()
}

impl Model {
    pub(crate) fn new(fingerprint: u64, kinds: Vec<Costs>) -> Self {
        Self { fingerprint, kinds }
    }

    /// A model in which nothing but the same sounds is alike; a test holds that it is not needed.
    fn blank() -> Self {
        let row = [100; SYMBOLS];
        let costs = Costs { swap: vec![row; SYMBOLS], left: row, right: row, weight: row };
        Self { fingerprint: 0, kinds: vec![costs; KINDS.len()] }
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(self.fingerprint.to_le_bytes());
        for costs in &self.kinds {
            out.extend(costs.swap.iter().flatten());
            out.extend(costs.left.iter().chain(&costs.right).chain(&costs.weight));
        }
        out
    }

    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let (header, body) = bytes.split_at_checked(HEADER)?;
        let fingerprint = u64::from_le_bytes(*header.strip_prefix(MAGIC)?.first_chunk()?);
        if body.len() != TABLES * KINDS.len() {
            return None;
        }
        let kinds: Option<Vec<Costs>> = body.chunks_exact(TABLES).map(Self::costs).collect();
        Some(Self { fingerprint, kinds: kinds? })
    }

    fn costs(bytes: &[u8]) -> Option<Costs> {
        let mut rows = Vec::with_capacity(SYMBOLS + 3);
        for chunk in bytes.chunks_exact(SYMBOLS) {
            rows.push(*chunk.first_chunk::<SYMBOLS>()?);
        }
        let (weight, right, left) = (rows.pop()?, rows.pop()?, rows.pop()?);
        Some(Costs { swap: rows, left, right, weight })
    }

    fn of(&self, kind: Kind) -> Option<&Costs> {
        match kind {
            Kind::NativeLatin => self.kinds.first(),
            Kind::VietnameseLatin => self.kinds.get(1),
            Kind::Other => self.kinds.get(2),
        }
    }

    /// The cost of the cheapest way to hear one reading as the other, in hundredths of a consonant.
    pub(crate) fn cost(&self, left: (&[u8], Script), right: (&[u8], Script)) -> u32 {
        let (kind, turned) = Kind::of(left.1, right.1);
        let (a, b) = if turned { (right.0, left.0) } else { (left.0, right.0) };
        self.of(kind).map_or(0, |costs| costs.distance(a, b))
    }

    /// How much of the evidence two readings leave, 0..=1: 1 less the cost over the mean weight.
    pub(crate) fn similarity(&self, left: (&[u8], Script), right: (&[u8], Script)) -> f64 {
        let (kind, turned) = Kind::of(left.1, right.1);
        let (a, b) = if turned { (right.0, left.0) } else { (left.0, right.0) };
        let Some(costs) = self.of(kind) else { return 0.0 };
        let (x, y) = (sum(&costs.weight, a), sum(&costs.weight, b));
        if x + y == 0 || x.abs_diff(y) * FAR > x + y {
            return 0.0;
        }
        let part = f64::from(costs.distance(a, b)) / (f64::from(x + y) * 0.5);
        (1.0 - part).clamp(0.0, 1.0)
    }
}

/// Words of which one weighs so much more than the other are not compared: more than five thirds.
const FAR: u32 = 4;

/// Places of a row that needs no memory of its own; hardly a word has more sounds.
const ROW: usize = 48;

impl Costs {
    /// The cost of the cheapest way to hear one word as the other.
    pub(crate) fn distance(&self, a: &[u8], b: &[u8]) -> u32 {
        let (mut few, mut many) = ([0; ROW], Vec::new());
        let row = match few.get_mut(..=b.len()) {
            Some(row) => row,
            None => {
                many.resize(b.len() + 1, 0);
                many.as_mut_slice()
            }
        };
        let mut before = 0;
        for (cell, &y) in row.iter_mut().skip(1).zip(b) {
            before += read(&self.right, y);
            *cell = before;
        }
        let mut first = 0;
        for &x in a {
            let drop_x = read(&self.left, x);
            let Some(swaps) = self.swap.get(at(x)) else { continue };
            let mut diagonal = first;
            first += drop_x;
            let mut left = first;
            let mut cells = row.iter_mut();
            if let Some(head) = cells.next() {
                *head = first;
            }
            for (cell, &y) in cells.zip(b) {
                let up = *cell;
                let swap = diagonal + read(swaps, y);
                left = swap.min(up + drop_x).min(left + read(&self.right, y));
                *cell = left;
                diagonal = up;
            }
        }
        row.last().copied().unwrap_or(0)
    }
}
