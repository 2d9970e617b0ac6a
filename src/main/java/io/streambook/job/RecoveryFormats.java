package io.streambook.job;

import io.streambook.book.LogEntry;
import io.streambook.contract.LogOwner;
import io.streambook.risk.RiskEvent;
import io.streambook.venue.Recovery;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the guard hears and tells. */
final class RecoveryFormats extends MessageFields {
  private final MessageFormats all;
  private final ResultFormats results;

  RecoveryFormats(TextFormat texts, MessageFormats all, ResultFormats results) {
    super(texts);
    this.all = all;
    this.results = results;
  }

  void owner(LogOwner m, DataOutputView out) throws IOException {
    text(m.prefix(), out);
    out.writeInt(m.topics().size());
    for (String topic : m.topics()) {
      text(topic, out);
    }
    text(m.job(), out);
    text(m.name(), out);
    out.writeLong(m.generation());
    out.writeLong(m.time());
    out.writeInt(m.topicIds().size());
    for (Map.Entry<String, String> topicId : m.topicIds().entrySet()) {
      text(topicId.getKey(), out);
      text(topicId.getValue(), out);
    }
  }

  LogOwner owner(DataInputView in) throws IOException {
    return new LogOwner(
        text(in), topics(in), text(in), text(in), in.readLong(), in.readLong(), topicIds(in));
  }

  private List<String> topics(DataInputView in) throws IOException {
    List<String> topics = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      topics.add(text(in));
    }
    return List.copyOf(topics);
  }

  private Map<String, String> topicIds(DataInputView in) throws IOException {
    Map<String, String> ids = new HashMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      ids.put(text(in), text(in));
    }
    return Map.copyOf(ids);
  }

  void begin(Recovery.Begin m, DataOutputView out) throws IOException {
    out.writeBoolean(m.whole());
  }

  Recovery.Begin begin(DataInputView in) throws IOException {
    return new Recovery.Begin(in.readBoolean());
  }

  void entry(Recovery.Entry m, DataOutputView out) throws IOException {
    all.write(m.entry(), out);
  }

  Recovery.Entry entry(DataInputView in) throws IOException {
    return new Recovery.Entry((LogEntry) all.read(in));
  }

  void published(Recovery.Published m, DataOutputView out) throws IOException {
    text(m.symbol(), out);
    out.writeLong(m.sequence());
  }

  Recovery.Published published(DataInputView in) throws IOException {
    return new Recovery.Published(name(in), in.readLong());
  }

  void publishedAside(Recovery.PublishedAside m, DataOutputView out) throws IOException {
    text(m.key(), out);
    out.writeLong(m.place());
  }

  Recovery.PublishedAside publishedAside(DataInputView in) throws IOException {
    return new Recovery.PublishedAside(name(in), in.readLong());
  }

  void told(Recovery.Told m, DataOutputView out) throws IOException {
    all.write(m.event(), out);
  }

  Recovery.Told told(DataInputView in) throws IOException {
    return new Recovery.Told((RiskEvent) all.read(in));
  }

  void unheard(Recovery.Unheard m, DataOutputView out) throws IOException {
    results.execution(m.execution(), out);
  }

  Recovery.Unheard unheard(DataInputView in) throws IOException {
    return new Recovery.Unheard(results.execution(in));
  }

  void go(Recovery.Go m, DataOutputView out) throws IOException {
    out.writeLong(m.generation());
  }

  Recovery.Go go(DataInputView in) throws IOException {
    return new Recovery.Go(in.readLong());
  }
}
