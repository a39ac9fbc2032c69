package io.orchestrator.web.asset;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.Immutable;

/** An alias of assets. Read-only: the engine writes it. */
@Entity
@Immutable
@Table(name = "asset_alias")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
class AssetAliasRow {
    @Id
    private long aliasId;

    private String name;

    private String groupName;

    protected AssetAliasRow() {}

    long aliasId() {
        return aliasId;
    }

    String name() {
        return name;
    }

    String groupName() {
        return groupName;
    }
}
