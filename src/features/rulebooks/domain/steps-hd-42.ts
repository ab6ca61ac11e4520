import type { ProcedureStep } from './rulebook.ts';

/**
 * The steps of a regular meeting as public summaries of 42-HD/BTCTW give them; the official text was not read.
 * Minutes are a suggestion that adds up to 90.
 */
const opening: ProcedureStep = {
  id: 'opening',
  part: 'opening',
  title: { vi: 'Tuyên bố lý do, giới thiệu đại biểu', en: 'Reason for the meeting, guests' },
  guidance: {
    vi: 'Chào cờ nếu chi bộ có lệ. Nói ngắn gọn vì sao họp, giới thiệu đại biểu và cấp ủy viên theo dõi chi bộ.',
    en: 'Say briefly why the branch meets; introduce the guests and the upper committee’s follower.',
  },
  entry: 'opening',
  recommendedMinutes: 2,
  required: true,
};

const recorder: ProcedureStep = {
  id: 'recorder',
  part: 'opening',
  title: { vi: 'Cử thư ký cuộc họp', en: 'Appoint the recorder' },
  guidance: {
    vi: 'Giới thiệu một đảng viên làm thư ký và xin ý kiến chi bộ. Thư ký ghi đủ, không thêm ý kiến riêng.',
    en: 'Propose a member as recorder and ask the branch. The recorder writes fully and adds no view of their own.',
  },
  entry: 'recorder',
  recommendedMinutes: 1,
  required: true,
};

const rollCall: ProcedureStep = {
  id: 'roll-call',
  part: 'opening',
  title: { vi: 'Điểm danh, báo cáo tình hình đảng viên', en: 'Roll call and membership' },
  guidance: {
    vi: 'Đọc tổng số đảng viên, chính thức, dự bị, được miễn sinh hoạt; số có mặt; số vắng có lý do và không lý do, nêu tên.',
    en: 'Read out the members in total, official, provisional and exempt; present; absent with and without a reason, by name.',
  },
  entry: 'roll-call',
  recommendedMinutes: 4,
  required: true,
};

const dues: ProcedureStep = {
  id: 'dues',
  part: 'opening',
  title: { vi: 'Thông báo tình hình đóng đảng phí', en: 'Party dues' },
  guidance: {
    vi: 'Báo cáo số đảng viên đã đóng đảng phí tháng này, ai còn thiếu và thiếu tháng nào.',
    en: 'Report who has paid this month’s dues, who has not and for which months.',
  },
  entry: 'dues',
  recommendedMinutes: 2,
  required: true,
};

const agenda: ProcedureStep = {
  id: 'agenda',
  part: 'opening',
  title: { vi: 'Thông qua nội dung, chương trình', en: 'Adopt the agenda' },
  guidance: {
    vi: 'Đọc các nội dung của buổi họp, hỏi có ai bổ sung, rồi xin chi bộ biểu quyết thông qua.',
    en: 'Read the items, ask whether anybody wants to add one, then let the branch adopt the agenda.',
  },
  entry: 'agenda',
  recommendedMinutes: 1,
  required: true,
};

const report: ProcedureStep = {
  id: 'report',
  part: 'conduct',
  title: { vi: 'Bí thư trình bày nội dung đã chuẩn bị', en: 'Secretary presents what was prepared' },
  guidance: {
    vi: 'Đánh giá việc lãnh đạo tháng trước: ưu điểm, hạn chế, nguyên nhân. Nêu phương hướng tháng này và điểm cần thảo luận.',
    en: 'Judge last month’s leadership: strengths, limits, causes. Give this month’s direction and what to discuss.',
  },
  entry: 'report',
  recommendedMinutes: 8,
  required: true,
};

const taskReview: ProcedureStep = {
  id: 'task-review',
  part: 'conduct',
  title: { vi: 'Đánh giá kết quả nhiệm vụ của từng đảng viên', en: 'Judge each member’s tasks' },
  guidance: {
    vi: 'Đi qua từng nhiệm vụ của tháng trước: người thực hiện báo cáo kết quả, chi bộ nhận xét, ghi trạng thái.',
    en: 'Go through last month’s tasks one by one: the owner reports, the branch comments, the state is recorded.',
  },
  entry: 'task-review',
  recommendedMinutes: 10,
  required: true,
};

const orientation: ProcedureStep = {
  id: 'orientation',
  part: 'conduct',
  title: {
    vi: 'Thông tin thời sự, văn bản mới, định hướng tư tưởng',
    en: 'News, new documents, orientation',
  },
  guidance: {
    vi: 'Chọn vài việc mới thật cần: văn bản của cấp trên, thời sự, tâm trạng đảng viên và nhân dân. Không đọc lại toàn văn tài liệu đã gửi.',
    en: 'Choose the few new things that matter: documents from above, current events, the mood of members and people. Do not read out papers already sent.',
  },
  entry: 'documents',
  recommendedMinutes: 8,
  required: true,
};

const discussion: ProcedureStep = {
  id: 'discussion',
  part: 'conduct',
  title: { vi: 'Thảo luận', en: 'Discussion' },
  guidance: {
    vi: 'Gợi ý từng điểm trọng tâm, mời đảng viên chưa phát biểu. Ghi tên người và ý kiến.',
    en: 'Take the focus points one by one; invite those who have not spoken. Record each speaker and opinion.',
  },
  entry: 'discussion',
  recommendedMinutes: 20,
  required: true,
};

const selfCriticism: ProcedureStep = {
  id: 'self-criticism',
  part: 'conduct',
  title: { vi: 'Tự phê bình và phê bình', en: 'Self-criticism and criticism' },
  guidance: {
    vi: 'Dành khoảng 15 đến 30 phút cho công tác tư tưởng, tự phê bình và phê bình. Nói thẳng, nói thật, không nể nang; nội dung chỉ lưu trong chi bộ.',
    en: 'Give about 15 to 30 minutes to ideology, self-criticism and criticism. Be frank and sincere; the texts stay inside the branch.',
  },
  entry: 'self-criticism',
  recommendedMinutes: 15,
  required: true,
};

const summingUp: ProcedureStep = {
  id: 'summing-up',
  part: 'closing',
  title: { vi: 'Tổng hợp ý kiến', en: 'Summing up' },
  guidance: {
    vi: 'Tóm lại các ý kiến, nêu rõ điểm đã thống nhất và điểm còn khác nhau.',
    en: 'Sum up the opinions: what is agreed and what is still open.',
  },
  entry: 'note',
  recommendedMinutes: 3,
  required: true,
};

const assignTasks: ProcedureStep = {
  id: 'assign-tasks',
  part: 'closing',
  title: { vi: 'Phân công nhiệm vụ, thời hạn', en: 'Assign tasks with deadlines' },
  guidance: {
    vi: 'Mỗi nhiệm vụ nêu rõ: ai làm, sản phẩm gì, xong ngày nào, báo cáo ở buổi họp nào.',
    en: 'For each task: who, what output, by which day, reported at which meeting.',
  },
  entry: 'task-assignment',
  recommendedMinutes: 5,
  required: true,
};

const petitions: ProcedureStep = {
  id: 'petitions',
  part: 'closing',
  title: { vi: 'Trả lời kiến nghị, đề xuất', en: 'Answer petitions' },
  guidance: {
    vi: 'Trả lời ngay việc thuộc thẩm quyền chi bộ; việc khác ghi lại để kiến nghị cấp trên. Không có thì nói rõ là không có.',
    en: 'Answer what the branch may decide; note the rest for the level above. If there is none, say so.',
  },
  entry: 'petitions',
  recommendedMinutes: 3,
  required: true,
};

const conclude: ProcedureStep = {
  id: 'conclude',
  part: 'closing',
  title: { vi: 'Kết luận, thông qua nghị quyết (nếu có)', en: 'Conclude, adopt the resolution if any' },
  guidance: {
    vi: 'Đọc dự thảo kết luận hoặc nghị quyết, xin ý kiến lần cuối rồi biểu quyết. Chỉ đảng viên chính thức biểu quyết.',
    en: 'Read the draft conclusion or resolution, ask for last remarks, then vote. Only official members vote.',
  },
  entry: 'conclusion',
  recommendedMinutes: 3,
  required: true,
};

const score: ProcedureStep = {
  id: 'score',
  part: 'closing',
  title: { vi: 'Chấm điểm chất lượng buổi sinh hoạt', en: 'Score the meeting' },
  guidance: {
    vi: 'Chi ủy nêu số điểm đề nghị, đảng viên góp ý, chi bộ biểu quyết số điểm.',
    en: 'The committee proposes the points, members comment, the branch votes on the score.',
  },
  entry: 'score',
  recommendedMinutes: 3,
  required: true,
};

const readMinutes: ProcedureStep = {
  id: 'read-minutes',
  part: 'closing',
  title: { vi: 'Thông qua biên bản, bế mạc', en: 'Read and adopt the minutes, close' },
  guidance: {
    vi: 'Thư ký đọc biên bản, chi bộ bổ sung rồi biểu quyết thông qua. Chủ trì tuyên bố bế mạc.',
    en: 'The recorder reads the minutes, the branch corrects and adopts them. The chair closes the meeting.',
  },
  entry: 'minutes',
  recommendedMinutes: 2,
  required: true,
};

const thematicAim: ProcedureStep = {
  id: 'thematic-aim',
  part: 'conduct',
  title: { vi: 'Nêu mục đích, yêu cầu của chuyên đề', en: 'Aim of the thematic meeting' },
  guidance: {
    vi: 'Bí thư nói vì sao chọn chuyên đề này và chi bộ cần thống nhất được điều gì.',
    en: 'The secretary says why this topic was chosen and what the branch should agree on.',
  },
  entry: 'opening',
  recommendedMinutes: 2,
  required: true,
};

const thematicPresentation: ProcedureStep = {
  id: 'thematic-presentation',
  part: 'conduct',
  title: { vi: 'Trình bày chuyên đề', en: 'Present the topic' },
  guidance: {
    vi: 'Người được phân công trình bày ý chính của chuyên đề đã gửi trước, không đọc nguyên văn.',
    en: 'The assigned author presents the main points of the paper that was sent ahead, without reading it out.',
  },
  entry: 'presentation',
  recommendedMinutes: 10,
  required: true,
};

const thematicDiscussion: ProcedureStep = {
  id: 'thematic-discussion',
  part: 'conduct',
  title: { vi: 'Thảo luận, liên hệ bản thân', en: 'Discuss and relate to own work' },
  guidance: {
    vi: 'Mời đảng viên thảo luận và liên hệ với công việc của mình, của khu dân cư hoặc cơ quan.',
    en: 'Let members discuss and relate the topic to their own work, neighbourhood or office.',
  },
  entry: 'discussion',
  recommendedMinutes: 15,
  required: true,
};

const thematicConclusion: ProcedureStep = {
  id: 'thematic-conclusion',
  part: 'conduct',
  title: { vi: 'Đánh giá, kết luận chuyên đề', en: 'Judge and conclude the topic' },
  guidance: {
    vi: 'Bí thư đánh giá chất lượng chuyên đề, kết luận những việc chi bộ sẽ làm. Sau họp hoàn thiện văn bản, đăng và báo cáo cấp trên.',
    en: 'The secretary judges the quality and concludes what the branch will do. Afterwards the text is finished, posted and reported.',
  },
  entry: 'conclusion',
  recommendedMinutes: 3,
  required: true,
};

const lasting = (step: ProcedureStep, minutes: number): ProcedureStep => ({
  ...step,
  recommendedMinutes: minutes,
});

export const regularStepsHd42: ProcedureStep[] = [
  opening,
  recorder,
  rollCall,
  dues,
  agenda,
  report,
  taskReview,
  orientation,
  discussion,
  selfCriticism,
  summingUp,
  assignTasks,
  petitions,
  conclude,
  score,
  readMinutes,
];

export const thematicStepsHd42: ProcedureStep[] = [
  opening,
  recorder,
  rollCall,
  agenda,
  lasting(thematicAim, 5),
  lasting(thematicPresentation, 25),
  lasting(thematicDiscussion, 40),
  lasting(thematicConclusion, 7),
  { ...lasting(assignTasks, 3), required: false },
  readMinutes,
];

/** The regular content is finished before the topic begins: each part is done in turn. */
export const combinedStepsHd42: ProcedureStep[] = [
  opening,
  recorder,
  rollCall,
  dues,
  agenda,
  report,
  taskReview,
  orientation,
  discussion,
  selfCriticism,
  thematicAim,
  thematicPresentation,
  thematicDiscussion,
  thematicConclusion,
  summingUp,
  assignTasks,
  petitions,
  conclude,
  score,
  readMinutes,
];

/** Steps that both seeded rulebooks word alike. */
export const sharedSteps = {
  opening,
  recorder,
  rollCall,
  agenda,
  discussion,
  selfCriticism,
  score,
  readMinutes,
  thematicAim: lasting(thematicAim, 5),
  thematicPresentation: lasting(thematicPresentation, 25),
  thematicDiscussion: lasting(thematicDiscussion, 40),
  thematicConclusion: lasting(thematicConclusion, 7),
};
