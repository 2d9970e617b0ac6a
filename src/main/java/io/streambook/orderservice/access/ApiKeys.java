package io.streambook.orderservice.access;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that are good, in memory: no request waits for the database. A key that is made or
 * revoked counts within {@link #REFRESH}; while the database is away those of before do.
 */
public final class ApiKeys implements AutoCloseable {
  /** How old what is known may be. */
  public static final Duration REFRESH = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(ApiKeys.class);

  private final ScheduledExecutorService refresher = Executors.newSingleThreadScheduledExecutor();
  private final ApiKeyTable table;
  private final MasterKey masterKey;
  private volatile Map<String, ApiKey> keys = Map.of();
  private boolean away;

  public ApiKeys(ApiKeyTable table, MasterKey masterKey) {
    this.table = table;
    this.masterKey = masterKey;
  }

  /**
   * Reads the table, and reads it again now and then.
   *
   * @throws SQLException when it can't be read
   */
  public void start() throws SQLException {
    read();
    var unused =
        refresher.scheduleWithFixedDelay(
            this::refresh, REFRESH.toMillis(), REFRESH.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void refresh() {
    try {
      read();
      away = false;
    } catch (SQLException | RuntimeException e) { // thrown, it would be the last refresh
      if (!away) {
        LOG.warn("API keys can't be read, those that are known stay good: {}", e.getMessage());
      }
      away = true;
    }
  }

  private void read() throws SQLException {
    keys =
        table.good(masterKey).stream().collect(Collectors.toMap(ApiKey::id, Function.identity()));
  }

  public Optional<ApiKey> find(String id) {
    return Optional.ofNullable(keys.get(id));
  }

  @Override
  public void close() {
    refresher.shutdownNow();
  }
}
