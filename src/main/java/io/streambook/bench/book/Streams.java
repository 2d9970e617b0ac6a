package io.streambook.bench.book;

import io.streambook.conformance.ExchangeCoreStream;
import io.streambook.conformance.Message;
import io.streambook.conformance.Workload;
import it.unimi.dsi.fastutil.longs.Long2LongOpenHashMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The streams that are measured: those of our own, and files of others that are known by name. */
final class Streams {
  private static final List<String> FOLDERS = List.of("exchange-core", "public-matching-benchmark");

  private Streams() {}

  /** Names of all streams; files only when there is a folder with them. */
  static List<String> names(Path data) {
    List<String> names = new ArrayList<>(Stream.of(Shape.values()).map(Shape::name).toList());
    if (data != null) {
      for (String folder : FOLDERS) {
        names.addAll(files(data.resolve(folder)));
      }
    }
    return names;
  }

  private static List<String> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> folder.getFileName() + "/" + file.getFileName())
          .filter(name -> name.contains(".commands.csv") || name.contains(".bin"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("there is no folder " + folder + " with streams of others", e);
    }
  }

  /**
   * @param name of a {@link Shape}, or of a file in the folder
   */
  static Commands commands(String name, String data, long seed, boolean brief) {
    for (Shape shape : Shape.values()) {
      if (shape.name().equals(name)) {
        return shape.commands(seed, brief);
      }
    }
    try {
      return of(Path.of(data, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The commands of a file under ids of our own. */
  private static Commands of(Path file) throws IOException {
    return file.getFileName().toString().contains(".commands.csv")
        ? exchangeCore(file)
        : workload(file);
  }

  /** A replace is a cancel and a new order. */
  private static Commands workload(Path file) throws IOException {
    Flow flow = new Flow(0);
    Long2LongOpenHashMap ids = new Long2LongOpenHashMap();
    try (Workload workload = new Workload(file)) {
      for (Message next = workload.next(); next != null; next = workload.next()) {
        boolean rested = flow.rests(ids.get(next.id()));
        if (next.kind() != Message.Kind.NEW && ids.containsKey(next.id())) {
          flow.cancel(ids.get(next.id()));
        }
        if (next.kind() == Message.Kind.NEW || (next.kind() == Message.Kind.MODIFY && rested)) {
          ids.put(
              next.id(),
              next.ioc()
                  ? flow.ioc(next.buy(), next.price(), next.qty())
                  : flow.enter(next.buy(), next.price(), next.qty()));
        }
      }
    }
    return flow.commands;
  }

  /** Without its orders with a budget, of which there are few. */
  private static Commands exchangeCore(Path file) throws IOException {
    Flow flow = new Flow(0);
    Long2LongOpenHashMap ids = new Long2LongOpenHashMap();
    try (ExchangeCoreStream stream = new ExchangeCoreStream(file)) {
      for (ExchangeCoreStream.Command next = stream.next(); next != null; next = stream.next()) {
        long id = ids.get(next.orderId());
        switch (next.kind()) {
          case GTC -> ids.put(next.orderId(), flow.enter(next.buy(), next.price(), next.size()));
          case IOC -> ids.put(next.orderId(), flow.ioc(next.buy(), next.price(), next.size()));
          case CANCEL -> flow.cancel(id);
          case MOVE -> flow.move(id, next.price());
          case REDUCE -> flow.reduce(id, next.size());
          case FOK_BUDGET -> {
            // No other book knows it.
          }
        }
      }
    }
    return flow.commands;
  }
}
