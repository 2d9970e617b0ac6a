package io.streambook.cli;

import io.streambook.contract.KafkaSettings;
import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.orderservice.OrderService;
import io.streambook.orderservice.OrderServiceSettings;
import io.streambook.orderservice.access.MasterKey;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The Order Service as a process of its own. */
@Command(
    name = "orderservice",
    description = {
      "Serves REST and WebSocket shaped like Binance's spot API until Ctrl-C: orders, accounts and"
          + " market data; and FIX 4.4 with the same keys. ./streambook keys create makes the keys"
          + " that its clients sign with.",
      "Example: ./streambook orderservice --master-key /etc/streambook/master.key --port 8090"
    },
    mixinStandardHelpOptions = true)
final class OrderServiceCommand implements Callable<Integer> {
  @Mixin private KafkaSettings kafka;
  @Mixin private DatabaseSettings database;
  @Mixin private OrderServiceSettings settings;
  @Spec private CommandSpec spec;

  @Option(
      names = "--master-key",
      paramLabel = "FILE",
      defaultValue = "streambook-master.key",
      description = "What opens the secrets of the API keys (default: ${DEFAULT-VALUE}).")
  private Path masterKey;

  @Override
  public Integer call() throws Exception {
    BlockingQueue<Throwable> failure = new LinkedBlockingQueue<>();
    try (OrderService service =
        new OrderService(
            kafka,
            kafka.openRegistry(),
            new Database(database),
            MasterKey.read(masterKey),
            settings,
            List.of(),
            failure::add)) {
      service.start();
      MarketDataCommand.lines(spec)
          .accept(
              "Order Service and its page: " + service.url() + ", FIX port " + service.fixPort());
      Thread worker = Thread.currentThread();
      StopOnExit.install(worker::interrupt);
      throw new IllegalStateException("the Order Service can't go on", failure.take());
    } catch (InterruptedException ended) {
      return ExitCode.OK;
    }
  }
}
