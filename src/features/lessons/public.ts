export { adoptLesson, recommendLesson, submitLesson, writeLesson } from './actions/write-lesson.ts';
export { selectLesson as lessonAsSeen, writeResult as recordResult } from './db/lessons.sql.ts';
