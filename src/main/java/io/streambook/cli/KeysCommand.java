package io.streambook.cli;

import io.streambook.core.Database;
import io.streambook.core.DatabaseSettings;
import io.streambook.orderservice.access.ApiKey;
import io.streambook.orderservice.access.ApiKeyTable;
import io.streambook.orderservice.access.MasterKey;
import io.streambook.orderservice.access.Permission;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The API keys of the Order Service. */
@Command(
    name = "keys",
    description = "The API keys of the Order Service.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {
  @Spec private CommandSpec spec;

  @Command(
      description = {
        "Makes a key for an account and prints it with its secret, which is shown only here: the"
            + " database holds it encrypted with the master key. The first key makes the file of"
            + " the master key; keep it, and keep it from the database's readers.",
        "Example: ./streambook keys create FIRM/NAME --trade --label bot1"
      },
      mixinStandardHelpOptions = true)
  void create(
      @Mixin DatabaseSettings database,
      @Parameters(paramLabel = "ACCOUNT", description = "FIRM/NAME.") String account,
      @Option(
              names = "--trade",
              description = "It may trade (default: it may read orders, trades and holdings).")
          boolean trade,
      @Option(
              names = "--kill",
              description = "It may turn the account's kill switch (default: it may not).")
          boolean kill,
      @Option(
              names = "--label",
              paramLabel = "TEXT",
              defaultValue = "",
              description = "For a person (default: none).")
          String label,
      @Option(
              names = "--master-key",
              paramLabel = "FILE",
              defaultValue = "streambook-master.key",
              description = "The master key (default: ${DEFAULT-VALUE}).")
          Path masterKey,
      @Option(names = "--config", paramLabel = "FILE", description = "Properties file.")
          String config)
      throws IOException, SQLException {
    Names.checkId(spec, account);
    ApiKeyTable table = table(database);
    if (!Files.exists(masterKey)) {
      MasterKey.create(masterKey);
      out().println("Made the master key " + masterKey + ": without it no key can be used");
    }
    Set<Permission> permissions = EnumSet.of(Permission.READ);
    if (trade) {
      permissions.add(Permission.TRADE);
    }
    if (kill) {
      permissions.add(Permission.KILL);
    }
    ApiKey key = table.create(MasterKey.read(masterKey), account, permissions, label);
    out().println("account  " + key.account() + "  " + permissions);
    out().println("key      " + key.id());
    out().println("secret   " + key.secret());
    out().flush();
  }

  @Command(
      description = {"Prints all keys, without their secrets.", "Example: ./streambook keys list"},
      mixinStandardHelpOptions = true)
  void list(
      @Mixin DatabaseSettings database,
      @Option(names = "--config", paramLabel = "FILE", description = "Properties file.")
          String config)
      throws SQLException {
    for (ApiKeyTable.Entry entry : table(database).list()) {
      out()
          .println(
              entry.id()
                  + "  "
                  + entry.account()
                  + "  "
                  + entry.permissions()
                  + (entry.label().isEmpty() ? "" : "  " + entry.label())
                  + (entry.revokedAt() == null ? "" : "  revoked " + entry.revokedAt()));
    }
    out().flush();
  }

  @Command(
      description = {
        "Ends a key for ever; a running service refuses it within two seconds.",
        "Example: ./streambook keys revoke KEY"
      },
      mixinStandardHelpOptions = true)
  int revoke(
      @Mixin DatabaseSettings database,
      @Parameters(paramLabel = "KEY", description = "The key's id.") String id,
      @Option(names = "--config", paramLabel = "FILE", description = "Properties file.")
          String config)
      throws SQLException {
    if (table(database).revoke(id)) {
      out().println("revoked " + id);
      out().flush();
      return ExitCode.OK;
    }
    throw new IllegalArgumentException("No key " + id + " that is still good");
  }

  private static ApiKeyTable table(DatabaseSettings settings) {
    Database database = new Database(settings);
    database
        .trouble()
        .ifPresent(
            trouble -> {
              throw new IllegalStateException(trouble);
            });
    return new ApiKeyTable(database);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
