export const INTRODUCTION = `Redress runs a housing landlord's complaints procedure and works out every date from that landlord's own policy.

**To begin:** press *Authorize*, paste an API key (it starts with \`rdr_\`) and choose an operation. Each one has an example that you can send as it stands with *Try it out*.

**Dates.** Names that end in \`On\` are days (\`2024-09-02\`) in the landlord's own time zone. Names that end in \`At\` are moments with their offset (\`2024-09-02T14:30:00Z\`).

**When something is refused** the answer says what was wrong, which rule says so, and what would be accepted instead. Nothing is stored then. Every problem has a stable \`code\` to program against, the path of its \`documentation\`, and a \`requestId\` to quote. GET /v1/problem-codes lists all codes.

**Requests are strict, answers are open.** A field of a request that is not known is refused; one that may be left out may be \`null\`. Later releases of v1 add fields to answers, optional parameters, event types and codes, so pass over what you do not know.

**Two people at once.** Reading a thing gives its \`ETag\`. Send it back as \`If-Match\` with a change, and the change is refused if somebody else was quicker.

**Lists** come in pages: hand \`next\` back as \`cursor\`, or follow the \`Link\` header.

**Other landlords' things** do not exist for you: asking for one answers 404, exactly as for something that was never there.`;
