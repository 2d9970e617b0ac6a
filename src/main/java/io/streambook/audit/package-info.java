/**
 * Proves or refutes, from the topics and the database alone, that the venue kept its rules. {@link
 * io.streambook.audit.Audit} runs a list of small checks over a {@link io.streambook.audit.Tape};
 * none of them shares code with the job but the naive book that replays the log.
 */
package io.streambook.audit;
