// Unpacks the browser of @sparticuz/chromium into the folder named by TMPDIR and says nothing.
// A process of its own, because the package reads its target folder from the environment when it is loaded.
process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x'; // makes it unpack its own NSS, NSPR and expat as well
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();
