package io.streambook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.local.Stack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The keys of the Order Service, as an operator makes, lists and ends them. */
@ExtendWith(Stack.class)
class KeysCommandIT {
  @Test
  void keysAreMadeListedAndRevoked(Stack stack, @TempDir Path folder) throws Exception {
    String url = stack.newDatabase();
    String[] database = {
      "--jdbc-url",
      url,
      "--jdbc-user",
      stack.postgres().user(),
      "--jdbc-password",
      stack.postgres().password()
    };
    String masterKey = folder.resolve("master.key").toString();
    assertThat(run(1, database, "list")).contains("./streambook database migrate");
    new Database(new DatabaseSettings(url, stack.postgres().user(), stack.postgres().password()))
        .migrate();

    String made =
        run(
            0,
            database,
            "create",
            "FIRM/BOT",
            "--trade",
            "--label",
            "b1",
            "--master-key",
            masterKey);
    assertThat(made).contains("account  FIRM/BOT  [READ, TRADE]").contains("secret   ");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(masterKey))))
        .isEqualTo("rw-------");
    String key = word(made, "key ");
    String secret = word(made, "secret ");
    String reader = run(0, database, "create", "FIRM", "--master-key", masterKey);
    assertThat(reader).contains("account  FIRM  [READ]").doesNotContain("master key");

    assertThat(run(0, database, "list"))
        .contains(key + "  FIRM/BOT  [READ, TRADE]  b1")
        .contains(word(reader, "key ") + "  FIRM  [READ]")
        .doesNotContain(secret)
        .doesNotContain("revoked");
    assertThat(run(0, database, "revoke", key)).isEqualTo("revoked " + key + "\n");
    assertThat(run(0, database, "list")).contains("b1  revoked ");
    assertThat(run(1, database, "revoke", key)).contains("that is still good");
    Files.writeString(Path.of(masterKey), "nonsense");
    assertThat(run(1, database, "create", "FIRM/X", "--master-key", masterKey))
        .contains("holds no master key");
  }

  private static String word(String text, String before) {
    String line = text.lines().filter(one -> one.startsWith(before)).findFirst().orElseThrow();
    return line.substring(before.length()).strip();
  }

  private static String run(int exitCode, String[] database, String... args) {
    CommandLine line = Streambook.commandLine();
    StringWriter out = new StringWriter();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(out));
    List<String> words = new ArrayList<>(List.of("keys"));
    words.addAll(List.of(args));
    words.addAll(List.of(database));
    assertThat(line.execute(words.toArray(String[]::new))).as(out.toString()).isEqualTo(exitCode);
    return out.toString();
  }
}
