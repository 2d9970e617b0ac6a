package io.streambook.job;

import io.streambook.book.BookSnapshot;
import io.streambook.book.Execution;
import io.streambook.book.Judged;
import io.streambook.book.LogEntry;
import io.streambook.book.MarketState;
import io.streambook.book.OrderCommand;
import io.streambook.book.SymbolCommand;
import io.streambook.book.Trade;
import io.streambook.contract.DeadLetter;
import io.streambook.contract.LogOwner;
import io.streambook.risk.AccountSnapshot;
import io.streambook.risk.Instrument;
import io.streambook.risk.Quote;
import io.streambook.risk.RiskEvent;
import io.streambook.risk.RiskLimits;
import io.streambook.venue.Recovery;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The fields of each message in the order of their declaration; the tag is the place in the list.
 * Not for use by two threads at once.
 */
final class MessageFormats {
  private final TextFormat texts = new TextFormat();
  private final CommandFormats commands = new CommandFormats(texts);
  private final LogFormats log = new LogFormats(texts, this, commands);
  private final ResultFormats results = new ResultFormats(texts);
  private final MarketFormats market = new MarketFormats(texts);
  private final ReferenceFormats reference = new ReferenceFormats(texts);
  private final AccountFormat accounts = new AccountFormat(texts);
  private final DeadLetterFormat letters = new DeadLetterFormat(texts);
  private final RecoveryFormats recovery = new RecoveryFormats(texts, this, results);

  private final List<Format<?>> formats =
      List.of(
          new Format<>(OrderCommand.class, commands::order, commands::order),
          new Format<>(Judged.class, commands::judged, commands::judged),
          new Format<>(
              SymbolCommand.PhaseChange.class, commands::phaseChange, commands::phaseChange),
          new Format<>(SymbolCommand.KillCancel.class, commands::killCancel, commands::killCancel),
          new Format<>(SymbolCommand.Expire.class, commands::expire, commands::expire),
          new Format<>(LogEntry.Rules.class, log::rules, log::rules),
          new Format<>(LogEntry.Order.class, log::logOrder, log::logOrder),
          new Format<>(LogEntry.Symbol.class, log::logSymbol, log::logSymbol),
          new Format<>(Execution.class, results::execution, results::execution),
          new Format<>(Trade.class, results::trade, results::trade),
          new Format<>(BookSnapshot.class, market::book, market::book),
          new Format<>(MarketState.class, market::marketState, market::marketState),
          new Format<>(Quote.class, market::quote, market::quote),
          new Format<>(Instrument.class, reference::instrument, reference::instrument),
          new Format<>(RiskLimits.class, reference::limits, reference::limits),
          new Format<>(AccountSnapshot.class, accounts::account, accounts::account),
          new Format<>(RiskEvent.class, accounts::event, accounts::event),
          new Format<>(DeadLetter.class, letters::deadLetter, letters::deadLetter),
          new Format<>(LogOwner.class, recovery::owner, recovery::owner),
          new Format<>(Recovery.Begin.class, recovery::begin, recovery::begin),
          new Format<>(Recovery.Entry.class, recovery::entry, recovery::entry),
          new Format<>(Recovery.Published.class, recovery::published, recovery::published),
          new Format<>(
              Recovery.PublishedAside.class, recovery::publishedAside, recovery::publishedAside),
          new Format<>(Recovery.Told.class, recovery::told, recovery::told),
          new Format<>(Recovery.Go.class, recovery::go, recovery::go),
          new Format<>(Recovery.Unheard.class, recovery::unheard, recovery::unheard));

  private final Map<Class<?>, Integer> tags = tags();

  @FunctionalInterface
  private interface Writer<T> {
    void write(T message, DataOutputView out) throws IOException;
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(DataInputView in) throws IOException;
  }

  private record Format<T>(Class<T> type, Writer<T> writer, Reader<T> reader) {
    void write(Object message, DataOutputView out) throws IOException {
      writer.write(type.cast(message), out);
    }
  }

  private Map<Class<?>, Integer> tags() {
    Map<Class<?>, Integer> byClass = new HashMap<>();
    for (int tag = 0; tag < formats.size(); tag++) {
      byClass.put(formats.get(tag).type(), tag);
    }
    return byClass;
  }

  void write(Object message, DataOutputView out) throws IOException {
    Integer tag = tags.get(message.getClass());
    if (tag == null) {
      throw new IllegalArgumentException("no message of the job: " + message.getClass().getName());
    }
    out.writeByte(tag);
    formats.get(tag).write(message, out);
  }

  Object read(DataInputView in) throws IOException {
    int tag = in.readUnsignedByte();
    if (tag >= formats.size()) {
      throw new IOException("unknown message tag " + tag);
    }
    return formats.get(tag).reader().read(in);
  }
}
