package io.streambook.risk;

import java.util.ArrayList;
import java.util.List;

/** What changed since it was stored last. */
final class Changed {
  /** Something that is stored by itself. */
  abstract static class Row {
    private boolean listed;

    /** Puts itself, or its removal. */
    abstract void save(AccountRow.Sink sink) throws Exception;
  }

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    if (!row.listed) {
      row.listed = true;
      rows.add(row);
    }
  }

  void save(AccountRow.Sink sink) throws Exception {
    for (Row row : rows) {
      row.save(sink);
      row.listed = false;
    }
    rows.clear();
  }
}
