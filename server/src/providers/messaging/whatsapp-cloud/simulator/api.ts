/** The Graph API's addresses: who is asking, for which object, and which part answers. No rule of messaging is written here. */
import { type Route, type RouteCall, type RouteHandler, route } from '../../../simulation/router.ts';
import type { RegisteredNumber } from '../phone.port.ts';
import { commerceSettings, describeNumber, listTemplates, registerNumber, subscribeApp } from './account.ts';
import { linkCatalog } from './catalog.ts';
import { batchStatus, takeBatch } from './catalog-batch.ts';
import { listItems } from './catalog-listing.ts';
import type { Exchange } from './exchange.ts';
import { answerFault, graphFault, unknownObject } from './graph-fault.ts';
import { markRead, readNotice } from './mark-read.ts';
import { describeMedia, downloadMedia, mediaFor, removeMedia, uploadMedia } from './media.ts';
import { sendMessage } from './send-message.ts';

interface Asked extends RouteCall {
  readonly id: string;
  /** The numbers this token may speak for. */
  readonly numbers: readonly RegisteredNumber[];
}

type Answer = Promise<Response> | Response;

export function graphRoutes(exchange: Exchange): readonly Route[] {
  return [
    ...numberRoutes(exchange),
    ...accountRoutes(exchange),
    route(
      'GET',
      '/whatsapp_business/attachments',
      authorised(exchange, ({ numbers, url }) => downloadMedia(exchange, numbers, url)),
    ),
    ...catalogRoutes(exchange),
    route(
      'GET',
      '/:version/:id',
      authorised(exchange, (call) => describeObject(exchange, call)),
    ),
    route(
      'DELETE',
      '/:version/:id',
      authorised(exchange, ({ id, numbers }) => removeMedia(exchange, numbers, id)),
    ),
  ];
}

function numberRoutes(exchange: Exchange): readonly Route[] {
  const ofNumber = (answer: (number: RegisteredNumber, asked: Asked) => Answer): RouteHandler =>
    authorised(exchange, (call) => {
      const number = call.numbers.find((each) => each.phoneNumberId === call.id);
      return number ? answer(number, call) : answerFault(unknownObject(call.id));
    });
  const settings = ofNumber((number, call) => commerceSettings(exchange, number, call));
  return [
    route(
      'POST',
      '/:version/:id/messages',
      ofNumber((number, call) => postMessage(exchange, number, call)),
    ),
    route(
      'POST',
      '/:version/:id/media',
      ofNumber((number, { request }) => uploadMedia(exchange, number, request)),
    ),
    route(
      'POST',
      '/:version/:id/register',
      ofNumber((_number, call) => registerNumber(call)),
    ),
    route('GET', '/:version/:id/whatsapp_commerce_settings', settings),
    route('POST', '/:version/:id/whatsapp_commerce_settings', settings),
  ];
}

function accountRoutes(exchange: Exchange): readonly Route[] {
  const ofAccount = (answer: (asked: Asked, numbers: readonly RegisteredNumber[]) => Answer): RouteHandler =>
    authorised(exchange, (call) => {
      const numbers = call.numbers.filter((number) => number.businessAccountId === call.id);
      return numbers.length > 0 ? answer(call, numbers) : answerFault(unknownObject(call.id));
    });
  const subscriptions = ofAccount((call, numbers) => subscribeApp(exchange, numbers, call));
  const catalogs = ofAccount((call) => linkCatalog(exchange, call.id, call));
  return [
    ...['GET', 'POST', 'DELETE'].flatMap((method) => [
      route(method, '/:version/:id/subscribed_apps', subscriptions),
      route(method, '/:version/:id/product_catalogs', catalogs),
    ]),
    route(
      'GET',
      '/:version/:id/message_templates',
      ofAccount((call) => listTemplates(exchange, call)),
    ),
  ];
}

function catalogRoutes(exchange: Exchange): readonly Route[] {
  const ofCatalog = (answer: (asked: Asked) => Answer): RouteHandler =>
    authorised(exchange, (call) => {
      const owner = exchange.world.catalogOwners.get(call.id);
      return call.numbers.some((number) => number.businessAccountId === owner) ? answer(call) : answerFault(unknownObject(call.id));
    });
  return [
    route(
      'POST',
      '/:version/:id/items_batch',
      ofCatalog((call) => takeBatch(exchange, call.id, call.request)),
    ),
    route(
      'GET',
      '/:version/:id/check_batch_request_status',
      ofCatalog((call) => batchStatus(exchange, call.id, call)),
    ),
    route(
      'GET',
      '/:version/:id/products',
      ofCatalog((call) => listItems(exchange, call.id, call)),
    ),
  ];
}

export function unknownPath(): Response {
  return answerFault(graphFault(2500, 'Unknown path components'));
}

function authorised({ world }: Exchange, answer: (asked: Asked) => Answer): RouteHandler {
  return (call) => {
    const version = call.params['version'];
    if (version !== undefined && !/^v\d{1,2}\.\d$/.test(version)) return unknownPath();
    const token = /^Bearer (.+)$/.exec(call.request.headers.get('authorization') ?? '')?.[1];
    const numbers = [...world.numbers.values()].filter((number) => number.accessToken === token);
    if (numbers.length === 0) return answerFault(graphFault(190, 'Invalid OAuth access token - Cannot parse access token'));
    return answer({ ...call, id: call.params['id'] ?? '', numbers });
  };
}

async function postMessage(exchange: Exchange, number: RegisteredNumber, { request }: Asked): Promise<Response> {
  const json: unknown = await request.json().catch(() => undefined);
  if (typeof json !== 'object' || json === null) return answerFault(graphFault(100, 'The body is not JSON.'));
  if (!('messaging_product' in json) || json.messaging_product !== 'whatsapp')
    return answerFault(graphFault(100, 'The parameter messaging_product is required.'));
  if (!('status' in json)) return sendMessage(exchange, number, json);
  const notice = readNotice.safeParse(json);
  return notice.success
    ? markRead(exchange, number, notice.data)
    : answerFault(graphFault(100, 'Param status must be read, with a message_id.'));
}

function describeObject(exchange: Exchange, call: Asked): Response {
  const number = call.numbers.find((each) => each.phoneNumberId === call.id);
  if (number) return describeNumber(number, call);
  const file = mediaFor(exchange, call.numbers, call.id, call.url.searchParams.get('phone_number_id'));
  return file ? describeMedia(exchange, file, call.url.origin) : answerFault(unknownObject(call.id));
}
