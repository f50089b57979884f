-- Webhooks name links, payments and parcels without a merchant: the platform finds whose they are before anything is believed.
create index payment_links_by_provider_link on payment_links (gateway, provider_link_id) where provider_link_id is not null;
create index payments_by_provider_payment on payments (gateway, provider_payment_id);
create index shipments_by_awb on shipments (awb) where awb is not null;
create index shipments_by_reference on shipments (reference);
