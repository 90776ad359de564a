//! The body of a message: one of twenty types.

use serde::{Deserialize, Serialize};

use super::assurance::AssuranceMessage;
use super::citizen_case::CitizenCase;
use super::clarify::Clarify;
use super::decision::Decision;
use super::dialogue_item::Dialogue;
use super::extradition::Extradition;
use super::fault::{Faults, Need};
use super::field::{Field, Fields, Shown};
use super::group_intel::GroupIntel;
use super::info_req::InfoReq;
use super::joint_op::JointOp;
use super::located::Located;
use super::mirror::Mirror;
use super::mla::Mla;
use super::prov_arrest::ProvArrest;
use super::recall::Recall;
use super::reply::Reply;
use super::spontaneous::Spontaneous;
use super::surrender::Surrender;
use super::verify_req::VerifyReq;
use super::victim_missing::VictimMissing;
use super::wanted::Wanted;
use crate::codes::MessageKind;
use crate::lang::Text;
use crate::person::Subject;

macro_rules! bodies {
    ($($(#[$doc:meta])* $variant:ident($type:ty) = $kind:ident $code:literal,)+) => {
        /// The body, by type.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "type", content = "fields")]
        pub enum Body {
            $($(#[$doc])* #[serde(rename = $code)] $variant($type),)+
        }

        impl Body {
            /// A body of a type in which nothing is filled in.
            pub fn empty(kind: MessageKind) -> Self {
                match kind { $(MessageKind::$kind => Self::$variant(Default::default()),)+ }
            }

            /// Its type.
            pub fn kind(&self) -> MessageKind {
                match self { $(Self::$variant(_) => MessageKind::$kind,)+ }
            }

            fn fields(&self) -> &dyn Field {
                match self { $(Self::$variant(fields) => fields,)+ }
            }

            /// The fields of a type, each with whether it has to be filled in.
            pub fn needs(kind: MessageKind) -> &'static [(&'static str, Need)] {
                match kind { $(MessageKind::$kind => <$type as Fields>::NEEDS,)+ }
            }

            /// The JSON Schema of the fields of a type.
            pub(super) fn schema(
                kind: MessageKind,
                maker: &mut schemars::SchemaGenerator,
            ) -> schemars::Schema {
                match kind {
                    $(MessageKind::$kind => <$type as schemars::JsonSchema>::json_schema(maker),)+
                }
            }

            /// Reads the fields of a type, wherever they come from.
            ///
            /// # Errors
            /// What the source says of a field that is not known or has another form.
            pub(super) fn read<'de, D: serde::Deserializer<'de>>(
                kind: MessageKind,
                source: D,
            ) -> Result<Self, D::Error> {
                match kind {
                    $(MessageKind::$kind => Ok(Self::$variant(<$type>::deserialize(source)?)),)+
                }
            }
        }
    };
}

bodies! {
    /// M01.
    InfoReq(InfoReq) = InfoReq "INFO_REQ",
    /// M02.
    VerifyReq(VerifyReq) = VerifyReq "VERIFY_REQ",
    /// M03.
    Reply(Reply) = Reply "REPLY",
    /// M04.
    Spontaneous(Spontaneous) = Spontaneous "SPONTANEOUS",
    /// M05.
    Wanted(Wanted) = Wanted "WANTED",
    /// M06.
    Located(Located) = Located "LOCATED",
    /// M07.
    ProvArrest(ProvArrest) = ProvArrest "PROV_ARREST",
    /// M08.
    Extradition(Extradition) = Extradition "EXTRADITION",
    /// M09.
    Decision(Decision) = Decision "DECISION",
    /// M10.
    Surrender(Surrender) = Surrender "SURRENDER",
    /// M11.
    Assurance(AssuranceMessage) = Assurance "ASSURANCE",
    /// M12.
    Mla(Mla) = Mla "MLA",
    /// M13.
    CitizenCase(CitizenCase) = CitizenCase "CITIZEN_CASE",
    /// M14.
    GroupIntel(GroupIntel) = GroupIntel "GROUP_INTEL",
    /// M15.
    JointOp(JointOp) = JointOp "JOINT_OP",
    /// M16.
    VictimMissing(VictimMissing) = VictimMissing "VICTIM_MISSING",
    /// M17.
    Clarify(Clarify) = ClarifyRemind "CLARIFY_REMIND",
    /// M18.
    Recall(Recall) = CorrectRecall "CORRECT_RECALL",
    /// M19.
    Mirror(Mirror) = InterpolMirror "INTERPOL_MIRROR",
    /// M20.
    Dialogue(Dialogue) = Dialogue "DIALOGUE",
}

impl Body {
    /// Every person it names.
    pub fn persons(&self) -> Vec<&Subject> {
        let mut persons = Vec::new();
        self.fields().persons(&mut persons);
        persons
    }

    /// The person it is about, if it is about one.
    pub fn subject(&self) -> Option<&Subject> {
        self.persons().into_iter().next()
    }

    /// Every text an officer wrote in it, each in its languages.
    pub fn texts(&self) -> Vec<&Text> {
        let mut texts = Vec::new();
        self.fields().texts(&mut texts);
        texts
    }

    /// Its fields as a page or a command shows them, each with its name.
    pub fn shown(&self) -> Vec<(&'static str, Shown<'_>)> {
        match self.fields().shown() {
            Shown::Group(fields) => fields,
            other => vec![("body", other)],
        }
    }

    pub(super) fn words<'a>(&'a self, words: &mut Vec<&'a str>) {
        self.fields().words(words);
    }

    pub(super) fn faults(&self, faults: &mut Faults<'_>) {
        self.fields().faults("", faults);
    }
}
