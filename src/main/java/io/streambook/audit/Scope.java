package io.streambook.audit;

import io.streambook.risk.AccountControls;

/** What a record of limits bounds. */
enum Scope {
  /** The account that has its name. */
  ACCOUNT {
    @Override
    String of(String account) {
      return account;
    }
  },

  /** All accounts of the firm that has its name, together. */
  FIRM {
    @Override
    String of(String account) {
      return AccountControls.firm(account);
    }
  };

  /** The name of the record that bounds this account so. */
  abstract String of(String account);
}
