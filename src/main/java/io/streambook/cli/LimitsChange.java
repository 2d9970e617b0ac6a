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

  /** The limits as they are set, or null. */
  LimitsDraft draft() {
    RiskLimits set = limits.newest();
    return set == null || set.deleted() ? null : new LimitsDraft(set);
  }

  /** What the venue last said of the account, or null. */
  AccountSnapshot known() {
    return accounts.newest();
  }

  /**
   * Gives the account as it is once the record is in force.
   *
   * @param done whether that is the whole answer
   * @throws IllegalStateException when it does not come in time
   */
  AccountSnapshot publish(RiskLimits to, Predicate<AccountSnapshot> done) {
    RecordMetadata sent = venue.send(to);
    AccountSnapshot answer =
        accounts.await(a -> a.limitsOffset() >= sent.offset() && done.test(a), venue.timeout());
    if (answer == null) {
      throw venue.noAnswer(sent, "./streambook limits show " + account);
    }
    return answer;
  }

  @Override
  public void close() {
    limits.close();
    accounts.close();
  }
}
