//! What the people of the demo company tell. All of it is made up; none of it is about a product or a patient.

use crate::stories::Typed;
use domain::{content::Practice, language::Language, stories::Signing};

/// A story with what became of it.
pub(super) struct Told {
    pub author: &'static str,
    pub days_ago: i64,
    pub practice: Practice,
    pub language: Language,
    pub title: &'static str,
    pub audience: &'static str,
    pub done: &'static str,
    pub outcome: &'static str,
    pub published: Option<Path>,
}

/// Who signed it off, read it and used it.
pub(super) struct Path {
    pub reviewer: &'static str,
    pub department: Signing,
    pub note: &'static str,
    pub readers: &'static [&'static str],
    pub users: &'static [&'static str],
}

impl Told {
    /// As its author types it.
    pub fn typed(&self) -> Typed {
        Typed {
            title: self.title.to_owned(),
            practice: Some(self.practice),
            language: self.language,
            done: self.done.to_owned(),
            audience: self.audience.to_owned(),
            outcome: self.outcome.to_owned(),
        }
    }
}

pub(super) const STORIES: &[Told] = &[
    Told {
        author: "HB-1009",
        days_ago: 41,
        practice: Practice::ChooseChannels,
        language: Language::Ko,
        title: "글을 올리기 전에 석 달 동안 듣기만 했어요",
        audience: "약학대학 졸업을 앞둔 학생들이에요. 우리 회사를 몰라서가 아니라, 제약회사에서 무슨 일을 하는지 물어볼 곳이 없어서 답답해하고 있었어요.",
        done: "인사팀을 도와 채용 홍보를 맡고 처음에는 영상부터 만들려고 했어요. 그런데 팀장님이 “**학생들이 지금 어디에서 무엇을 묻는지부터 들어 보자**”고 하셨어요.\n\n1. 석 달 동안 학생들이 모이는 게시판 네 곳을 읽기만 했어요. 글은 하나도 올리지 않았어요.\n2. 자주 나오는 질문을 표로 모았더니 스물여섯 가지였어요. 연봉보다 “하루에 실제로 무슨 일을 하나요?”가 훨씬 많았어요.\n3. 영상 대신 연구소와 공장, 허가팀 동료 다섯 명의 하루를 글로 적었어요. 어려운 말은 풀어 쓰고, 힘든 점도 그대로 남겼어요.\n4. 올릴 때마다 첫 줄에 “한빛제약 약물감시팀 강나래입니다”라고 밝혔어요.",
        outcome: "학교 설명회에서 “그 글 읽고 왔어요”라는 말을 열한 번 들었어요. 영상 한 편 예산의 5분의 1로 여섯 달을 이어 갔고, 지원자 설문에서 ‘하는 일을 잘 알고 지원했다’는 답이 38%에서 61%로 늘었어요.\n\n다시 한다면 듣는 동안에도 *들은 내용을 팀에 매주 나눌 거예요.* 석 달 뒤에 한꺼번에 보여 드리니 다들 더 일찍 알고 싶었다고 하셨거든요.",
        published: Some(Path {
            reviewer: "HB-1003",
            department: Signing::Regulatory,
            note: "게시판 이름을 빼 주셔서 고마워요. 지금 글 그대로 좋아요.",
            readers: &[
                "HB-1001", "HB-1002", "HB-1003", "HB-1005", "HB-1008", "HB-2001",
            ],
            users: &["HB-1002", "HB-1008"],
        }),
    },
    Told {
        author: "HB-2001",
        days_ago: 24,
        practice: Practice::StartSmall,
        language: Language::En,
        title: "Our first post was about a bicycle shed",
        audience: "Neighbours of our London office. They walk past our building every day and had no idea who we were, apart from the lorries.",
        done: "We had been waiting for the perfect opening: a strategy, a calendar, a filming budget. After four months we had none of them, so we picked **the smallest true thing we could say**.\n\n- We wrote about the bicycle shed that facilities had just built, and why eleven of us now cycle in.\n- Two colleagues asked to be named, and everyone in the photo agreed in writing.\n- Legal read it once, before we posted. There was no product, no health advice and nothing about anyone’s illness, so it took ten minutes.\n- I put my name and “I work at Hanbit” under the post and answered comments for an hour each morning.",
        outcome: "Forty-three people replied, most of them asking about the cycle path. One asked what we actually make; I said what I am allowed to say, pointed to our public website and thanked her.\n\nThe shed taught us more than a strategy would have: mornings work, photos of people beat photos of buildings, and **we can answer in a day**. We have posted every second Tuesday since. Next time I would agree beforehand who answers while I am on holiday.",
        published: Some(Path {
            reviewer: "HB-2003",
            department: Signing::Medical,
            note: "Clear and safe. Thank you for saying how the people in the photo agreed.",
            readers: &["HB-1001", "HB-1004", "HB-1009", "HB-2002", "HB-2003"],
            users: &["HB-1009", "HB-2002"],
        }),
    },
    Told {
        author: "HB-1008",
        days_ago: 12,
        practice: Practice::CrossFunction,
        language: Language::Ko,
        title: "법무팀을 마지막이 아니라 처음에 불렀어요",
        audience: "회사 소식을 밖에 알리는 동료 여섯 명이에요. 글 하나를 올리는 데 평균 아흐레가 걸려서, 승인이 났을 때는 이미 지난 일이 되곤 했어요.",
        done: "전에는 글을 다 쓴 다음에 법무팀과 의학부, 대관팀에 차례로 보냈어요. 고칠 곳이 나오면 처음부터 다시 돌았고요. 이번에는 순서를 바꿨어요.\n\n1. 쓰기 **전에** 네 팀이 한 시간 동안 한자리에 모였어요. 법무팀의 이름을 초대장 맨 위에 적었어요.\n2. 지난해 글 서른 편을 벽에 붙이고 ‘언제나 괜찮은 것’, ‘한 번 보여 주면 되는 것’, ‘꼭 함께 써야 하는 것’으로 나눴어요.\n3. 열두 가지 종류는 미리 합의해서 담당자가 바로 올리기로 했어요. 사내 행사, 봉사활동, 사람 소개 같은 글이에요.\n4. 애매한 글은 물어볼 사람을 팀마다 한 명씩 정하고, 하루 안에 답하기로 약속했어요.",
        outcome: "글 하나에 걸리는 시간이 **아흐레에서 이틀로** 줄었어요. 석 달 동안 올린 마흔한 편 가운데 스물아홉 편은 따로 묻지 않아도 됐고, 내린 글은 한 편도 없었어요.\n\n법무팀 동료가 “막는 사람이 아니라 같이 만드는 사람이 된 것 같다”고 말해 주었을 때가 제일 좋았어요. 합의한 목록은 석 달마다 다시 보기로 했어요.",
        published: Some(Path {
            reviewer: "HB-1003",
            department: Signing::Regulatory,
            note: "",
            readers: &[
                "HB-1001", "HB-1002", "HB-1005", "HB-1006", "HB-1009", "HB-2001", "HB-2003",
            ],
            users: &["HB-1001", "HB-1009", "HB-2001"],
        }),
    },
    Told {
        author: "HB-1001",
        days_ago: 1,
        practice: Practice::BeTransparent,
        language: Language::Ko,
        title: "프로필에 회사 이름을 적었더니 말하기가 편해졌어요",
        audience: "온라인 독서 모임에서 만난 사람들이에요. 건강 책을 함께 읽을 때마다 저는 괜히 조용해졌어요. 제약회사에 다닌다고 말하면 광고처럼 보일까 봐요.",
        done: "행동강령 교육을 받고 나서 세 가지를 해 봤어요.\n\n- 프로필 첫 줄에 **“한빛제약에 다녀요. 여기 적는 글은 제 생각이에요.”**라고 적었어요.\n- 책 이야기는 편하게 하고, 약 이야기가 나오면 “저는 제약회사 직원이라 약에 관한 의견은 말하지 않을게요. 담당 의사나 약사에게 물어봐 주세요.”라고 했어요.\n- 대답하기 어려운 질문은 혼자 고민하지 않고 다음 날 사내 창구에 물어봤어요.",
        outcome: "숨기는 것이 없으니 오히려 말수가 늘었어요. 모임 사람들도 “그래서 조심하는 거였구나” 하고 이해해 주었고, 지금은 제가 먼저 다음 책을 고르기도 해요.\n\n다음에는 프로필 문장을 더 짧게 다듬어서 동료들과 나누고 싶어요.",
        published: None,
    },
];
