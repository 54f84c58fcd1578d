/* eslint-disable no-var -- written in the style of its time */
/*
 * A publisher's own script, in the style of its time: global functions that the SDK calls by name. Nothing in it knows
 * what stands behind them today.
 */
var ae;
var shows = [
  { id: 'news', title: 'Winter sky, live from the north' },
  { id: 'weather', title: 'Weather at sea' },
  { id: 'premium', title: 'The long night (premium)' },
];

function byId(id) {
  return document.getElementById(id);
}

function log(name, args) {
  var item = document.createElement('li');
  item.textContent = name + '(' + Array.prototype.map.call(args, short).join(', ') + ')';
  byId('log').appendChild(item);
  byId('log').scrollTop = byId('log').scrollHeight;
}

function short(value) {
  var text = JSON.stringify(value);
  return text && text.length > 60 ? text.slice(0, 57) + '…' : text;
}

function entitlementLoaded() {
  ae = new AccessEnabler.AccessEnabler(document.body.getAttribute('data-statement'));
  ae.bind('errorEvent', 'onAeError');
  ae.setRequestor('demo', null, { backgroundLogin: location.search !== '?redirect', backgroundLogout: true });
  ae.checkAuthentication();
}

function onAeError(event) {
  log('errorEvent', [event.errorId, event.level]);
}

function displayProviderDialog(providers) {
  log('displayProviderDialog', [providers.length + ' providers']);
  var list = byId('providers');
  list.textContent = '';
  providers.forEach(function (provider) {
    if (provider.tempPass) return;
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = provider.displayName;
    button.onclick = function () {
      byId('picker').hidden = true;
      byId('message').textContent = 'Continue in the window of ' + provider.displayName + '.';
      if (location.search !== '?redirect') window.open('about:blank', 'mvpdwindow', 'width=620,height=760');
      ae.setSelectedProvider(provider.ID);
    };
    list.appendChild(document.createElement('li')).appendChild(button);
  });
  byId('picker').hidden = false;
  list.querySelector('button').focus();
}

function setAuthenticationStatus(isAuthenticated, errorCode) {
  log('setAuthenticationStatus', [isAuthenticated, errorCode]);
  byId('signin').hidden = isAuthenticated === 1;
  byId('signout').hidden = isAuthenticated !== 1;
  byId('picker').hidden = true;
  byId('message').textContent = '';
  byId('who').textContent = isAuthenticated === 1 ? 'Signed in' : 'Not signed in';
  if (isAuthenticated === 1) {
    ae.getSelectedProvider();
    ae.getMetadata('language');
    ae.checkPreauthorizedResources(
      shows.map(function (show) {
        return show.id;
      }),
    );
  } else {
    mark([]);
    byId('player').hidden = true;
    byId('player').removeAttribute('src');
  }
}

function selectedProvider(result) {
  log('selectedProvider', [result]);
  if (result.MVPD) byId('who').textContent = 'Signed in with ' + result.MVPD;
}

function setMetadataStatus(key, encrypted, data) {
  log('setMetadataStatus', [key, encrypted, data]);
}

function preauthorizedResources(resources) {
  log('preauthorizedResources', [resources]);
  mark(resources);
}

function setToken(resource, token) {
  log('setToken', [resource, token.slice(0, 8) + '…']);
  byId('message').textContent = '';
  byId('player').hidden = false;
  byId('player').src = '/media/northlight.webm';
  byId('player')
    .play()
    .catch(function () {});
}

function tokenRequestFailed(resource, code, details) {
  log('tokenRequestFailed', [resource, code, details]);
  byId('player').hidden = true;
  byId('message').textContent = details.length > 0 ? details : 'Not to be watched: ' + code;
}

function sendTrackingData(type, data) {
  log('sendTrackingData', [type, data]);
}

function mark(resources) {
  var missing = byId('signout').hidden ? 'Sign In to watch' : 'Not in your plan';
  shows.forEach(function (show) {
    var button = byId('show-' + show.id);
    button.setAttribute('data-open', String(resources.indexOf(show.id) >= 0));
    button.lastChild.textContent = resources.indexOf(show.id) >= 0 ? 'Included' : missing;
  });
}

function drawShows() {
  shows.forEach(function (show) {
    var button = document.createElement('button');
    button.type = 'button';
    button.id = 'show-' + show.id;
    button.appendChild(document.createElement('span')).textContent = show.title;
    button.appendChild(document.createElement('small'));
    button.onclick = function () {
      ae.getAuthorization(show.id);
    };
    byId('list').appendChild(document.createElement('li')).appendChild(button);
  });
  mark([]);
  byId('signin').onclick = function () {
    ae.getAuthentication();
  };
  byId('signout').onclick = function () {
    ae.logout();
  };
  byId('dismiss').onclick = function () {
    ae.setSelectedProvider(null);
  };
}

document.addEventListener('DOMContentLoaded', drawShows);
