/** What the Web API calls itself: a version of the service whose behaviour it follows. */
export const serviceVersion = "9.2.0.0";
