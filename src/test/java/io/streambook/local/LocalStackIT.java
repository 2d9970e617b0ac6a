package io.streambook.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Stack.class)
class LocalStackIT {
  @Test
  void postgresKeepsItsRowsAcrossARestart(Stack stack) throws Exception {
    String url = stack.newDatabase();
    execute(url, "CREATE TABLE t AS SELECT 7 AS x");
    stack.postgres().stop();
    stack.postgres().start();
    assertThat(queryInt(url, "SELECT x FROM t")).isEqualTo(7);
  }

  private static void execute(String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int queryInt(String url, String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getInt(1);
    }
  }
}
