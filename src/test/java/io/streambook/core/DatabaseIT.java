package io.streambook.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streambook.local.Stack;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Postgres that takes what it is sent and never answers. */
@ExtendWith(Stack.class)
class DatabaseIT {
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void oneThatFreezesFailsTheStatement(Stack stack) throws Exception {
    try (Connection connection = database(stack, "").connect();
        Statement statement = connection.createStatement()) {
      statement.execute("select 1");
      stack.postgres().freeze();
      try {
        assertThatThrownBy(() -> statement.execute("select 1"))
            .isInstanceOf(SQLException.class)
            .hasStackTraceContaining("SocketTimeoutException");
      } finally {
        stack.postgres().resume();
      }
    }
  }

  @Test
  @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void oneThatNeverAnswersAtAllIsAway() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/streambook";
      Database database = new Database(new DatabaseSettings(url, "streambook", ""));
      assertThat(database.away()).get().asString().startsWith("No database at " + url);
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 30000", "?socketTimeout=7, 7000", "?socketTimeout=0, 0"})
  void theUrlCountsFirst(String parameters, int millis, Stack stack) throws SQLException {
    Database database = database(stack, parameters);
    try (Connection connection = database.connect()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(millis);
    }
  }

  @Test
  void aScanMayTakeItsTime(Stack stack) throws SQLException {
    try (Connection connection = database(stack, "").connectToScan()) {
      assertThat(connection.getNetworkTimeout()).isZero();
    }
  }

  private static Database database(Stack stack, String parameters) {
    return new Database(
        new DatabaseSettings(
            stack.newDatabase() + parameters,
            stack.postgres().user(),
            stack.postgres().password()));
  }
}
