package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.book.SymbolCommand;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Entries of the log. */
final class LogFormats extends MessageFields {
  private final MessageFormats all;
  private final CommandFormats commands;

  LogFormats(TextFormat texts, MessageFormats all, CommandFormats commands) {
    super(texts);
    this.all = all;
    this.commands = commands;
  }

  void rules(LogEntry.Rules m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
    out.writeLong(m.time());
    out.writeInt(m.tradingDay());
    out.writeInt(m.version());
  }

  LogEntry.Rules rules(DataInputView in) throws IOException {
    return new LogEntry.Rules(name(in), in.readLong(), in.readLong(), in.readInt(), in.readInt());
  }

  void logOrder(LogEntry.Order m, DataOutputView out) throws IOException {
    out.writeLong(m.sequence());
    commands.judged(m.judged(), out);
  }

  LogEntry.Order logOrder(DataInputView in) throws IOException {
    return new LogEntry.Order(in.readLong(), commands.judged(in));
  }

  void logSymbol(LogEntry.Symbol m, DataOutputView out) throws IOException {
    out.writeLong(m.sequence());
    all.write(m.command(), out);
  }

  LogEntry.Symbol logSymbol(DataInputView in) throws IOException {
    return new LogEntry.Symbol(in.readLong(), (SymbolCommand) all.read(in));
  }
}
