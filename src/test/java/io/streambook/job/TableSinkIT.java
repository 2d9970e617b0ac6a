package io.streambook.job;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.core.DatabaseSettings;
import io.streambook.local.Stack;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class TableSinkIT {
  /** As after a failover: nobody closes the connection, so it must be given up. */
  @Test
  @Timeout(value = 60, unit = SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aDatabaseThatSaysNothingFailsTheTask(Stack stack) throws Exception {
    DatabaseSettings settings =
        new DatabaseSettings(
            stack.newDatabase(), stack.postgres().user(), stack.postgres().password());
    TableSink sink =
        new TableSink(
            settings,
            "select ?",
            (statement, message) -> statement.setString(1, (String) message),
            1_000);
    SinkWriter<Object> writer = sink.createWriter(null);
    writer.write("row", null);
    stack.postgres().freeze();
    try {
      assertThatThrownBy(() -> writer.flush(false)).isInstanceOf(IOException.class);
    } finally {
      stack.postgres().resume();
    }
    writer.close();
  }
}
