package io.streambook.simulation;

import io.streambook.book.Matching;
import io.streambook.book.RecentTrade;
import io.streambook.book.Sequencer;
import io.streambook.book.WorkingOrder;
import io.streambook.risk.AccountControls;
import io.streambook.risk.AccountRow;
import io.streambook.risk.SymbolControls;
import io.streambook.risk.SymbolRow;
import io.streambook.venue.SymbolBook;
import java.util.List;
import java.util.Map;

/** The rows of each stage's objects: the values that the job turns into bytes. */
final class Formats {
  private Formats() {}

  static final Stored.Format<SymbolControls> SYMBOLS =
      new Stored.Format<>() {
        @Override
        public SymbolControls load(String symbol, Map<String, Object> rows) {
          SymbolControls controls = new SymbolControls(symbol);
          rows.values().forEach(row -> controls.restore((SymbolRow) row));
          return controls;
        }

        @Override
        public void store(SymbolControls controls, Map<String, Object> rows) throws Exception {
          controls.saveChanges(
              new SymbolRow.Sink() {
                @Override
                public void put(SymbolRow row) {
                  rows.put(row.getClass().getSimpleName() + venue(row), row);
                }

                @Override
                public void removeQuote(String venue) {
                  rows.remove("VenueQuote" + venue);
                }
              });
        }
      };

  private static String venue(SymbolRow row) {
    return row instanceof SymbolRow.VenueQuote quote ? quote.quote().venue() : "";
  }

  static final Stored.Format<AccountControls> FIRMS =
      new Stored.Format<>() {
        @Override
        public AccountControls load(String firm, Map<String, Object> rows) {
          AccountControls controls = new AccountControls();
          // By kind: account, holding, id, parked.
          rows.values().forEach(row -> controls.restore((AccountRow) row));
          return controls;
        }

        @Override
        public void store(AccountControls controls, Map<String, Object> rows) throws Exception {
          controls.saveChanges(
              new AccountRow.Sink() {
                @Override
                public void put(AccountRow row) {
                  rows.put(key(row), row);
                }

                @Override
                public void removeId(String account, String id) {
                  rows.remove("3 " + account + " " + id);
                }

                @Override
                public void removeParked(String account, String orderId) {
                  rows.remove("4 " + account + " " + orderId);
                }
              },
              controls.unsaved());
        }
      };

  private static String key(AccountRow row) {
    if (row instanceof AccountRow.Holding holding) {
      return "2 " + row.account() + " " + holding.symbol();
    } else if (row instanceof AccountRow.Id id) {
      return "3 " + row.account() + " " + id.id();
    } else if (row instanceof AccountRow.Parked parked) {
      return "4 " + row.account() + " " + parked.orderId();
    }
    return "1 " + row.account();
  }

  private record Book(Matching.State matching, Sequencer.State sequencer) {}

  static final Stored.Format<SymbolBook> BOOKS =
      new Stored.Format<>() {
        @Override
        public SymbolBook load(String symbol, Map<String, Object> rows) {
          if (rows.isEmpty()) {
            return new SymbolBook(new Sequencer(symbol), new Matching(symbol));
          }
          Book book = (Book) rows.get("");
          List<WorkingOrder> orders =
              rows.values().stream()
                  .filter(WorkingOrder.class::isInstance)
                  .map(WorkingOrder.class::cast)
                  .toList();
          List<RecentTrade> trades =
              rows.values().stream()
                  .filter(RecentTrade.class::isInstance)
                  .map(RecentTrade.class::cast)
                  .toList();
          return new SymbolBook(
              new Sequencer(book.sequencer()), new Matching(book.matching(), orders, trades));
        }

        @Override
        public void store(SymbolBook book, Map<String, Object> rows) throws Exception {
          Matching matching = book.matching();
          matching.saveChanges(
              new Matching.Sink() {
                @Override
                public void put(WorkingOrder order) {
                  rows.put("order " + order.venueOrderId(), order);
                }

                @Override
                public void put(RecentTrade trade) {
                  rows.put("trade " + trade.slot(), trade);
                }

                @Override
                public void remove(long venueOrderId) {
                  rows.remove("order " + venueOrderId);
                }
              },
              matching.unsaved());
          rows.put("", new Book(matching.state(), book.sequencer().state()));
        }
      };
}
