package io.streambook.cli;

import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.RiskLimits;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes limits or a kill switch and waits until risk has taken it. */
final class LimitsChange implements AutoCloseable {
  private final VenueOptions venue;
  private final String account;
  private final KeyTail<RiskLimits> limits;
  private final KeyTail<AccountSnapshot> accounts;

  LimitsChange(VenueOptions venue, String account) {
    this.venue = venue;
    this.account = account;
    this.limits = venue.limits(account);
    this.accounts = venue.accounts(account);
  }

  /** The limits as they are set and not refused, or null. */
  LimitsDraft draft() {
    AccountSnapshot known = known();
    RiskLimits set = limits.newest(record -> known == null || !isRefused(record, known));
    return set == null || set.deleted() ? null : new LimitsDraft(set);
  }

  private static boolean isRefused(RiskLimits record, AccountSnapshot known) {
    return record.offset() > known.limitsOffset()
        && record.offset() <= known.refusedOffset()
        && record.offset() != known.pendingOffset();
  }

  /** What the venue last said of the account, or null. */
  AccountSnapshot known() {
    return accounts.newest();
  }

  /**
   * Gives the account as it is once risk has taken the record: it is in force, waits for its time,
   * or is refused.
   *
   * @param done whether that is the whole answer
   * @throws IllegalStateException when it does not come in time
   */
  AccountSnapshot publish(RiskLimits to, Predicate<AccountSnapshot> done) {
    RecordMetadata sent = venue.send(to, limits);
    AccountSnapshot answer =
        accounts.await(a -> taken(a) >= sent.offset() && done.test(a), venue.timeout());
    if (answer == null) {
      throw venue.noAnswer(sent, "./streambook limits show " + account);
    }
    return answer;
  }

  private static long taken(AccountSnapshot account) {
    long inForce = account.limitsOffset();
    return Math.max(inForce, Math.max(account.pendingOffset(), account.refusedOffset()));
  }

  @Override
  public void close() {
    limits.close();
    accounts.close();
  }
}
